import { normaliseEmail } from "@/lib/domain/email"
import type { EditorIssueCode, Issues } from "@/lib/domain/issue"
import { localTime, parseLocalTime } from "@/lib/domain/local-time"
import {
  type Contact,
  type ContentForm,
  type Directions,
  type FaqEntry,
  firstMoment,
  type PageContent,
  type Session,
  type Speaker,
} from "@/lib/domain/page-content"
import { internationalPhone, parsePhone } from "@/lib/domain/phone"
import type { FormValues } from "./merge-edit"

/** The texts of each form that have translations, in its order, with the characters each may have. */
const texts = {
  sessions: { title: 200, room: 100, text: 4_000 },
  speakers: { name: 120, role: 160, text: 4_000 },
  faq: { question: 300, answer: 8_000 },
  contact: { contact_name: 120, directions: 20_000 },
} as const satisfies Record<ContentForm, Record<string, number>>

const required: Record<ContentForm, readonly string[]> = {
  sessions: ["title"],
  speakers: ["name"],
  faq: ["question", "answer"],
  contact: [],
}

const otherFields: Record<ContentForm, readonly string[]> = {
  sessions: ["starts_at", "ends_at", "speakers"],
  speakers: ["link"],
  faq: [],
  contact: ["contact_email", "contact_phone"],
}

const longestLink = 500

function translatedTexts(form: ContentForm): string[] {
  return Object.keys(texts[form])
}

/** Every field of a form; `supported` are the languages Gatehouse speaks. */
export function contentFieldNames(form: ContentForm, supported: readonly string[]): string[] {
  const own = translatedTexts(form)
  const translated = supported.flatMap((language) => own.map((name) => `${name}_${language}`))
  return [...own, ...otherFields[form], ...translated]
}

function translationValues(translations: Record<string, Record<string, string | undefined>>): FormValues {
  return Object.fromEntries(
    Object.entries(translations).flatMap(([language, words]) =>
      Object.entries(words).flatMap(([name, text]) => (text ? [[`${name}_${language}`, [text]]] : [])),
    ),
  )
}

const one = (text: string | null): string[] => (text ? [text] : [])

/** A session as its form shows it; times on the clocks of the event. */
export function sessionValues(session: Session, timeZone: string): FormValues {
  return {
    title: [session.title],
    starts_at: [localTime(session.startsAt, timeZone)],
    ends_at: [localTime(session.endsAt, timeZone)],
    room: one(session.room),
    speakers: session.speakerIds,
    text: one(session.text),
    ...translationValues(session.translations),
  }
}

export function speakerValues(speaker: Speaker): FormValues {
  const { name, role, link, text, translations } = speaker
  return {
    name: [name],
    role: one(role),
    link: one(link),
    text: one(text),
    ...translationValues(translations),
  }
}

export function faqValues({ question, answer, translations }: FaqEntry): FormValues {
  return { question: [question], answer: [answer], ...translationValues(translations) }
}

export function contactValues({ contact, directions }: PageContent): FormValues {
  const names = Object.entries(contact.translations).map(([language, { name }]) => [
    `contact_name_${language}`,
    one(name ?? null),
  ])
  const texts = Object.entries(directions.translations).map(([language, { text }]) => [
    `directions_${language}`,
    one(text ?? null),
  ])
  return {
    contact_name: one(contact.name),
    contact_email: one(contact.email),
    contact_phone: contact.phone ? [internationalPhone(contact.phone)] : [],
    directions: one(directions.text),
    ...Object.fromEntries([...names, ...texts]),
  }
}

/** What is read beside the form itself. */
export type ContentFormContext = {
  supported: readonly string[]
  event: { startsAt: Date; endsAt: Date; doorsAt: Date | null; timeZone: string }
  speakers: Speaker[]
}

type Read<Entry> = { entry: Entry; issues: Issues<EditorIssueCode> }

/** Every fault of a form's texts: one that is missing, and one that is too long, in whatever language. */
function textIssues(
  form: ContentForm,
  values: FormValues,
  supported: readonly string[],
): Issues<EditorIssueCode> {
  const issues: Issues<EditorIssueCode> = {}
  for (const name of required[form]) if (!values[name]?.[0]) issues[name] = { code: "required" }
  for (const [name, limit] of Object.entries(texts[form])) {
    for (const field of [name, ...supported.map((language) => `${name}_${language}`)]) {
      if ((values[field]?.[0] ?? "").length > limit) issues[field] = { code: "too_long", limit }
    }
  }
  return issues
}

/** What was written in other languages, under the names `stored` has for the form's fields. */
function readTranslations<Name extends string>(
  values: FormValues,
  stored: Record<Name, string>,
  supported: readonly string[],
): Record<string, Partial<Record<Name, string>>> {
  const names = Object.keys(stored) as Name[]
  return Object.fromEntries(
    supported.flatMap((language): [string, Partial<Record<Name, string>>][] => {
      const words: Partial<Record<Name, string>> = {}
      for (const name of names) {
        const text = values[`${stored[name]}_${language}`]?.[0]
        if (text) words[name] = text
      }
      return Object.keys(words).length > 0 ? [[language, words]] : []
    }),
  )
}

function readTime(
  values: FormValues,
  name: string,
  timeZone: string,
  issues: Issues<EditorIssueCode>,
): Date | null {
  const typed = values[name]?.[0]
  if (!typed) {
    issues[name] = { code: "required" }
    return null
  }
  const parsed = parseLocalTime(typed, timeZone)
  if (parsed.ok) return parsed.at
  issues[name] = { code: parsed.code, text: typed.replace("T", " ") }
  return null
}

/** Times of a session, each refused at its own field: a session is within its event, and ends after it starts. */
function readTimes(
  values: FormValues,
  { event }: ContentFormContext,
  issues: Issues<EditorIssueCode>,
): { startsAt: Date; endsAt: Date } {
  const { timeZone } = event
  const startsAt = readTime(values, "starts_at", timeZone, issues)
  const endsAt = readTime(values, "ends_at", timeZone, issues)
  const from = firstMoment(event)
  const end = { at: event.endsAt, timeZone }
  if (startsAt && startsAt < from) issues.starts_at = { code: "before_event", time: { at: from, timeZone } }
  if (startsAt && startsAt >= event.endsAt) issues.starts_at = { code: "starts_after_event", time: end }
  else if (startsAt && endsAt && endsAt <= startsAt) issues.ends_at = { code: "ends_before_start" }
  else if (endsAt && endsAt > event.endsAt) issues.ends_at = { code: "after_event", time: end }
  return { startsAt: startsAt ?? from, endsAt: endsAt ?? event.endsAt }
}

/** Reads canonical values (see `mergeEdit`). Every field is checked, so all messages come at once. */
export function parseSession(
  values: FormValues,
  known: Pick<Session, "id" | "revision">,
  context: ContentFormContext,
): Read<Session> {
  const { supported, speakers } = context
  const text = (name: string) => values[name]?.[0] ?? ""
  const issues = textIssues("sessions", values, supported)
  const times = readTimes(values, context, issues)
  const speakerIds = values.speakers ?? []
  if (speakerIds.some((id) => !speakers.some((speaker) => speaker.id === id))) {
    issues.speakers = { code: "not_an_option" }
  }
  const translations = readTranslations(values, { title: "title", room: "room", text: "text" }, supported)
  const words = { title: text("title"), room: text("room") || null, text: text("text") }
  return { entry: { ...known, ...times, ...words, speakerIds, translations }, issues }
}

/** A whole web address, or null. */
function parseLink(typed: string): string | null {
  if (!URL.canParse(typed)) return null
  const { protocol, hostname, href } = new URL(typed)
  return (protocol === "https:" || protocol === "http:") && hostname.includes(".") ? href : null
}

export function parseSpeaker(
  values: FormValues,
  id: string,
  { supported }: ContentFormContext,
): Read<Speaker> {
  const text = (name: string) => values[name]?.[0] ?? ""
  const issues = textIssues("speakers", values, supported)
  const typed = text("link")
  const link = typed ? parseLink(typed) : null
  if (typed && !link) issues.link = { code: "not_a_link" }
  if (typed.length > longestLink) issues.link = { code: "too_long", limit: longestLink }
  const translations = readTranslations(values, { name: "name", role: "role", text: "text" }, supported)
  const words = { name: text("name"), role: text("role") || null, text: text("text") }
  return { entry: { id, ...words, link, translations }, issues }
}

export function parseFaqEntry(
  values: FormValues,
  id: string,
  { supported }: ContentFormContext,
): Read<FaqEntry> {
  const text = (name: string) => values[name]?.[0] ?? ""
  const translations = readTranslations(values, { question: "question", answer: "answer" }, supported)
  return {
    entry: { id, question: text("question"), answer: text("answer"), translations },
    issues: textIssues("faq", values, supported),
  }
}

/** Whom to ask, and how to get there. */
export function parseContact(
  values: FormValues,
  { supported }: ContentFormContext,
): Read<{ contact: Contact; directions: Directions }> {
  const text = (name: string) => values[name]?.[0] ?? ""
  const issues = textIssues("contact", values, supported)
  const [typedEmail, typedPhone] = [text("contact_email"), text("contact_phone")]
  const email = typedEmail ? normaliseEmail(typedEmail) : null
  const phone = typedPhone ? parsePhone(typedPhone, null) : null
  if (typedEmail && !email) issues.contact_email = { code: "not_an_email" }
  if (typedPhone && !phone) issues.contact_phone = { code: "not_a_phone" }
  const names = readTranslations(values, { name: "contact_name" }, supported)
  const texts = readTranslations(values, { text: "directions" }, supported)
  return {
    entry: {
      contact: { name: text("contact_name") || null, email, phone, translations: names },
      directions: { text: text("directions"), translations: texts },
    },
    issues,
  }
}
