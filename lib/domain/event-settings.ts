import type { Event } from "./event"

/** What organizers decide about an event, beside its questions. */
export type EventSettings = Pick<
  Event,
  | "slug"
  | "title"
  | "host"
  | "description"
  | "startsAt"
  | "endsAt"
  | "doorsAt"
  | "timeZone"
  | "venueName"
  | "venueAddress"
  | "capacity"
  | "waitlistOrder"
  | "offerHours"
  | "claimHours"
  | "registrationOpensAt"
  | "registrationClosesAt"
  | "hue"
  | "terms"
  | "editDeadline"
  | "retentionDays"
  | "ticketNote"
  | "remindsBefore"
  | "thanksAfter"
  | "translations"
> & {
  /** The first one is that of the event's own texts. */
  languages: string[]
}

/** The database gives the keys of an object back in an order of its own. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** Which settings differ, by name. */
export function changedSettings(before: EventSettings, after: EventSettings): (keyof EventSettings)[] {
  const names = Object.keys(after) as (keyof EventSettings)[]
  return names.filter((name) => stable(before[name]) !== stable(after[name]))
}

const inCalendars: readonly (keyof EventSettings)[] = [
  "title",
  "startsAt",
  "endsAt",
  "doorsAt",
  "timeZone",
  "venueName",
  "venueAddress",
]

/** Whether people's calendars must hear of a change (RFC 5545 SEQUENCE). */
export function concernsCalendars(changed: (keyof EventSettings)[]): boolean {
  return changed.some((name) => inCalendars.includes(name))
}

/** Whether a change is a new wording of the terms, in whatever language: what was accepted before stays on record. */
export function isNewWording(before: EventSettings, after: EventSettings): boolean {
  const wording = ({ terms, translations }: EventSettings) =>
    stable({
      terms,
      ...Object.fromEntries(Object.entries(translations).map(([language, words]) => [language, words.terms])),
    })
  return wording(before) !== wording(after)
}
