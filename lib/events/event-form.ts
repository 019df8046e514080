import { asciiDigits } from "@/lib/domain/digits"
import { type EventDescription, type EventWords, newEventSchema } from "@/lib/domain/event"
import type { EventSettings } from "@/lib/domain/event-settings"
import type { EditorIssueCode, Issues } from "@/lib/domain/issue"
import { localTime, parseLocalTime } from "@/lib/domain/local-time"
import { slugOf } from "@/lib/domain/slug"
import { editorIssues } from "./issues"
import type { FormValues } from "./merge-edit"

const textFields = [
  "title",
  "slug",
  "host",
  "description",
  "venue_name",
  "venue_address",
  "terms",
  "ticket_note",
] as const

/** The mails an event can send by itself, by the box that is ticked for each. */
const mailSwitches = { day_before: "remindsBefore", thanks: "thanksAfter" } as const

/** Of `waitlist_order`: nobody can wait. */
const noWaitlist = "none"

/** Groups of boxes: an unticked one is not sent, and means none. */
export const boxFields = ["languages", "event_mails"] as const

const timeFields = {
  starts_at: "startsAt",
  ends_at: "endsAt",
  doors_at: "doorsAt",
  registration_opens_at: "registrationOpensAt",
  registration_closes_at: "registrationClosesAt",
  edit_deadline: "editDeadline",
} as const

type TimeField = keyof typeof timeFields
const timeFieldNames = Object.keys(timeFields) as TimeField[]

/** What can be said of an event in another language, by the stem of its field: `title_es`. */
const translatedFields = {
  title: "title",
  description: "description",
  venue_name: "venueName",
  terms: "terms",
  ticket_note: "ticketNote",
} as const satisfies Record<string, keyof EventWords>

const translatedStems = Object.keys(translatedFields) as (keyof typeof translatedFields)[]

/** Every field of the form of an event; `supported` are the languages Gatehouse speaks. */
export function eventFieldNames(supported: readonly string[]): string[] {
  const translated = supported.flatMap((language) => translatedStems.map((stem) => `${stem}_${language}`))
  const numbers = ["capacity", "offer_hours", "claim_hours", "hue", "retention_days"]
  return [
    ...textFields,
    "time_zone",
    ...timeFieldNames,
    ...numbers,
    "language",
    "waitlist_order",
    ...boxFields,
    ...translated,
  ]
}

/** An event as its form shows it; times on the clocks of the event. */
export function eventValues(event: EventSettings, supported: readonly string[]): FormValues {
  const [language = "en", ...languages] = event.languages
  const times = timeFieldNames.map((name) => {
    const at = event[timeFields[name]]
    return [name, at ? [localTime(at, event.timeZone)] : []]
  })
  const translated = supported.flatMap((each) =>
    translatedStems.map((stem) => {
      const words = event.translations[each]?.[translatedFields[stem]]
      return [`${stem}_${each}`, words ? [words] : []]
    }),
  )
  return {
    title: [event.title],
    slug: [event.slug],
    host: [event.host],
    description: [event.description],
    venue_name: [event.venueName],
    venue_address: event.venueAddress === null ? [] : [event.venueAddress],
    terms: [event.terms],
    ticket_note: event.ticketNote === null ? [] : [event.ticketNote],
    event_mails: Object.entries(mailSwitches).flatMap(([box, name]) => (event[name] ? [box] : [])),
    time_zone: [event.timeZone],
    capacity: event.capacity === null ? [] : [String(event.capacity)],
    waitlist_order: [event.waitlistOrder ?? noWaitlist],
    offer_hours: [String(event.offerHours)],
    claim_hours: [String(event.claimHours)],
    hue: [String(event.hue)],
    retention_days: [String(event.retentionDays)],
    language: [language],
    languages,
    ...Object.fromEntries([...times, ...translated]),
  }
}

export type ParsedEvent =
  | { ok: true; settings: EventSettings }
  | { ok: false; issues: Issues<EditorIssueCode> }

type EventFormContext = {
  supported: readonly string[]
  /** What is stored: a time the form does not change stays as it is to the second. */
  current?: EventSettings
}

function readNumber(typed: string | undefined): number | null {
  if (typed === undefined) return null
  const plain = asciiDigits(typed).replace(/(?<=\d)[\s,.'’](?=\d{3}(?!\d))/g, "")
  return /^-?\d+$/.test(plain) ? Number(plain) : Number.NaN
}

type Times = Record<(typeof timeFields)[TimeField], Date | null>

function readTimes(values: FormValues, timeZone: string, current: EventSettings | undefined) {
  const issues: Issues<EditorIssueCode> = {}
  const read = (name: TimeField): Date | null => {
    const typed = values[name]?.[0]
    const known = current?.[timeFields[name]]
    if (!typed) return null
    if (known && current.timeZone === timeZone && localTime(known, timeZone) === typed) return known
    const parsed = parseLocalTime(typed, timeZone)
    if (parsed.ok) return parsed.at
    issues[name] = { code: parsed.code, text: typed.replace("T", " ") }
    return null
  }
  const times = Object.fromEntries(timeFieldNames.map((name) => [timeFields[name], read(name)])) as Times
  for (const name of ["starts_at", "ends_at"] as const) {
    if (!values[name]?.[0]) issues[name] = { code: "required" }
  }
  return { times, issues }
}

/** Rules between two times. Each is refused at the later one, which people change last. */
function orderIssues({ startsAt, endsAt, doorsAt, ...times }: Times): Issues<EditorIssueCode> {
  const isAfter = (one: Date | null, other: Date | null) => one && other && one >= other
  const issues: [boolean | null, string, EditorIssueCode][] = [
    [isAfter(startsAt, endsAt), "ends_at", "ends_before_start"],
    [doorsAt && startsAt && doorsAt > startsAt, "doors_at", "doors_after_start"],
    [
      isAfter(times.registrationOpensAt, times.registrationClosesAt),
      "registration_closes_at",
      "closes_before_opening",
    ],
  ]
  return Object.fromEntries(issues.flatMap(([isWrong, name, code]) => (isWrong ? [[name, { code }]] : [])))
}

function readTranslations(values: FormValues, supported: readonly string[]): EventSettings["translations"] {
  const entries = supported.flatMap((language) => {
    const words = translatedStems.flatMap((stem) => {
      const text = values[`${stem}_${language}`]?.[0]
      return text ? [[translatedFields[stem], text]] : []
    })
    return words.length > 0 ? [[language, Object.fromEntries(words)]] : []
  })
  return Object.fromEntries(entries)
}

function isZone(name: string): boolean {
  return newEventSchema.shape.timeZone.safeParse(name).success
}

/** What stands in for a time that is refused elsewhere, so that the other fields are checked all the same. */
const someTime: Pick<EventDescription, "startsAt" | "endsAt"> = {
  startsAt: "2000-01-01T00:00:00Z",
  endsAt: "2000-01-02T00:00:00Z",
}

/** Reads canonical values (see `mergeEdit`). Every field is checked, so all messages come at once. */
export function parseEventValues(values: FormValues, { supported, current }: EventFormContext): ParsedEvent {
  const text = (name: string) => values[name]?.[0] ?? ""
  const timeZone = text("time_zone")
  const zone = isZone(timeZone) ? timeZone : "UTC"
  const { times, issues: timeIssues } = readTimes(values, zone, current)
  const language = supported.find((each) => each === text("language"))
  const others = supported.filter((each) => values.languages?.includes(each) && each !== language)
  const fields = {
    title: text("title"),
    slug: text("slug") || (current?.slug ?? (slugOf(text("title")) || "event")),
    host: text("host"),
    description: text("description"),
    timeZone,
    venueName: text("venue_name"),
    venueAddress: text("venue_address") || null,
    capacity: readNumber(values.capacity?.[0]),
    waitlistOrder: ["", noWaitlist].includes(text("waitlist_order")) ? null : text("waitlist_order"),
    offerHours: readNumber(values.offer_hours?.[0]) ?? undefined,
    claimHours: readNumber(values.claim_hours?.[0]) ?? undefined,
    hue: readNumber(values.hue?.[0]),
    terms: text("terms"),
    ticketNote: text("ticket_note") || null,
    remindsBefore: values.event_mails?.includes("day_before") ?? false,
    thanksAfter: values.event_mails?.includes("thanks") ?? false,
    retentionDays: readNumber(values.retention_days?.[0]),
    translations: readTranslations(values, supported),
  }
  const organization = { id: "-", name: "-" }
  const checked = newEventSchema.safeParse({ ...fields, ...someTime, organization })
  const issues: Issues<EditorIssueCode> = {
    ...(checked.success ? {} : editorIssues(checked.error)),
    ...(language ? {} : { language: { code: "required" } }),
    ...orderIssues(times),
    ...timeIssues,
  }
  const { startsAt, endsAt } = times
  if (!checked.success || !language || !startsAt || !endsAt || Object.keys(issues).length > 0) {
    return { ok: false, issues }
  }
  const { organization: _, questions, revision, ...settings } = checked.data
  return { ok: true, settings: { ...settings, ...times, startsAt, endsAt, languages: [language, ...others] } }
}
