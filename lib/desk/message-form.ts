import type { OrganizerEvent } from "@/lib/domain/event"
import type { EditorIssueCode, Issue, Issues } from "@/lib/domain/issue"
import { localTime, parseLocalTime } from "@/lib/domain/local-time"
import {
  findFieldFault,
  longestBody,
  longestSubject,
  type MessageText,
  type MessageTexts,
} from "@/lib/domain/message"
import type { FormValues } from "@/lib/events/merge-edit"

type MessageDraft = { texts: MessageTexts; isOptional: boolean; sendAt: Date | null }

const parts = ["subject", "body"] as const

const longest = { subject: longestSubject, body: longestBody }

/** The event's other languages; the form has each text once more for every one of them. */
function otherLanguages({ languages }: Pick<OrganizerEvent, "languages">): string[] {
  return languages.slice(1)
}

/** A message as its form shows it. */
export function messageValues(
  { texts, isOptional, sendAt }: MessageDraft,
  event: OrganizerEvent,
): FormValues {
  const translated = otherLanguages(event).flatMap((language) =>
    parts.map((part): [string, string[]] => [
      `${part}_${language}`,
      [texts.translations[language]?.[part] ?? ""],
    ]),
  )
  return {
    subject: [texts.own.subject],
    body: [texts.own.body],
    optional: isOptional ? ["yes"] : [],
    send_at: sendAt ? [localTime(sendAt, event.timeZone)] : [],
    ...Object.fromEntries(translated),
  }
}

function textFault(
  text: string,
  part: (typeof parts)[number],
  event: OrganizerEvent,
): Issue<EditorIssueCode> | null {
  if (text.length > longest[part]) return { code: "too_long", limit: longest[part] }
  return findFieldFault(text, event.questions)
}

function readTime(
  typed: string,
  event: OrganizerEvent,
  now: Date,
): { at: Date | null; issue: Issue<EditorIssueCode> | null } {
  if (!typed) return { at: null, issue: null }
  const parsed = parseLocalTime(typed, event.timeZone)
  if (!parsed.ok) return { at: null, issue: { code: parsed.code, text: typed.replace("T", " ") } }
  return parsed.at <= now ? { at: null, issue: { code: "time_over" } } : { at: parsed.at, issue: null }
}

export type ParsedMessage = { ok: true; draft: MessageDraft } | { ok: false; issues: Issues<EditorIssueCode> }

/** Reads the form of a message; every field is checked, so that all faults come at once. */
export function parseMessage(values: FormValues, event: OrganizerEvent, now: Date): ParsedMessage {
  const issues: Issues<EditorIssueCode> = {}
  const read = (name: string, part: (typeof parts)[number], isNeeded: boolean) => {
    const text = (values[name]?.[0] ?? "").trim()
    const fault = textFault(text, part, event)
    if (!text && isNeeded) issues[name] = { code: "required" }
    else if (fault) issues[name] = fault
    return text
  }
  const own: MessageText = { subject: read("subject", "subject", true), body: read("body", "body", true) }
  const translations = otherLanguages(event).flatMap((language): [string, MessageText][] => {
    const [subject, body] = parts.map((part) => `${part}_${language}`)
    // Half a translation is none: a subject in one language and a body in another.
    const isBegun = [subject, body].some((name = "") => values[name]?.[0]?.trim())
    const text = { subject: read(subject ?? "", "subject", isBegun), body: read(body ?? "", "body", isBegun) }
    return isBegun ? [[language, text]] : []
  })
  const time = readTime(values.send_at?.[0] ?? "", event, now)
  if (time.issue) issues.send_at = time.issue
  if (Object.keys(issues).length > 0) return { ok: false, issues }
  const isOptional = values.optional?.includes("yes") ?? false
  return {
    ok: true,
    draft: { texts: { own, translations: Object.fromEntries(translations) }, isOptional, sendAt: time.at },
  }
}
