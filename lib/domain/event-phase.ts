import type { ErrorCode } from "./errors"
import { type Event, placesLeft } from "./event"
import { isEventDay } from "./event-time"

/** What can be said of an event in one word; everything that shows one says the same. */
export const eventPhases = [
  "archived",
  "cancelled",
  "draft",
  "past",
  "not_open",
  "closed",
  "full",
  "waitlist",
  "open",
] as const

export type EventPhase = (typeof eventPhases)[number]

/** Without its two last members an event counts as one that everybody sees. */
export type PhasedEvent = Pick<
  Event,
  | "cancelledAt"
  | "endsAt"
  | "registrationOpensAt"
  | "registrationClosesAt"
  | "capacity"
  | "taken"
  | "waiting"
  | "waitlistOrder"
> & { publishedAt?: Date | null; archivedAt?: Date | null }

/**
 * Where an event stands at `now`: the first of its phases that holds, so that what nothing can change comes first. A full
 * event that is also closed is closed: nothing can free it again. `waitlist`: full, and people can wait for a place.
 */
export function eventPhase(event: PhasedEvent, now: Date): EventPhase {
  if (event.archivedAt) return "archived"
  if (event.cancelledAt) return "cancelled"
  if (event.publishedAt === null) return "draft"
  if (now >= event.endsAt) return "past"
  if (event.registrationOpensAt && now < event.registrationOpensAt) return "not_open"
  if (event.registrationClosesAt && now >= event.registrationClosesAt) return "closed"
  if (placesLeft(event) !== 0) return "open"
  return event.waitlistOrder === null ? "full" : "waitlist"
}

/** What a ticket is good for; of a cancelled event nothing. */
export type TicketPhase = "ahead" | "today" | "over" | "cancelled"

/**
 * Where a ticket's event stands at `now`, for whoever has it: whether anybody can still register is nothing to them.
 */
export function ticketPhase(
  event: Pick<Event, "cancelledAt" | "startsAt" | "endsAt" | "timeZone">,
  now: Date,
): TicketPhase {
  if (event.cancelledAt) return "cancelled"
  if (now >= event.endsAt) return "over"
  return isEventDay(event, now) ? "today" : "ahead"
}

/** Why nobody can register in a phase; only `open` has no such reason. */
export const refusalIn: Record<Exclude<EventPhase, "open">, ErrorCode> = {
  archived: "registration_closed",
  cancelled: "event_cancelled",
  draft: "registration_closed",
  past: "event_over",
  not_open: "registration_not_open",
  closed: "registration_closed",
  full: "event_full",
  waitlist: "event_full",
}
