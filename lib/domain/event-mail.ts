import type { Event } from "./event"
import { eventDay } from "./event-time"
import { addDays, parseLocalTime } from "./local-time"

/** Mails an event sends by itself, to everybody who has a ticket. */
export type EventMail = "day_before" | "thanks"

/** On the clocks of the event, for both. */
export const eventMailHour = "10:00"

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

type MailWindow = { from: Date; until: Date }

/** The hour of the mails on the day that is `days` after the one `at` is on, where the event is. */
function hourOn(at: Date, timeZone: string, days: number): Date {
  const day = addDays(eventDay({ startsAt: at, timeZone }), days)
  const parsed = parseLocalTime(`${day}T${eventMailHour}`, timeZone)
  // Clocks are put forward at night, but a zone that skips a whole day has skipped this hour too.
  return parsed.ok ? parsed.at : new Date(at.getTime() + days * dayMs)
}

/**
 * When a mail around an event may be sent. After a reminder's day is over nobody wants it any more, and thanks may be
 * two days late after an outage.
 */
export function mailWindow(
  kind: EventMail,
  { startsAt, endsAt, timeZone }: Pick<Event, "startsAt" | "endsAt" | "timeZone">,
): MailWindow {
  const from = kind === "day_before" ? hourOn(startsAt, timeZone, -1) : hourOn(endsAt, timeZone, 1)
  return { from, until: new Date(from.getTime() + (kind === "day_before" ? 14 * hourMs : 2 * dayMs)) }
}

/** Whether an event sends a mail at `now`: it was asked to, takes place, and it is the hour. */
export function isMailTime(
  kind: EventMail,
  event: Pick<Event, "startsAt" | "endsAt" | "timeZone" | "cancelledAt" | "remindsBefore" | "thanksAfter">,
  now: Date,
): boolean {
  const { from, until } = mailWindow(kind, event)
  const isOn = kind === "day_before" ? event.remindsBefore : event.thanksAfter
  return isOn && event.cancelledAt === null && from <= now && now < until
}
