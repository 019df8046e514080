import { eventDay } from "./event-time"
import { addDays, localTime, parseLocalTime } from "./local-time"

/** Who is next on a waitlist: whoever has waited longest, or by lot. */
export const waitlistOrders = ["first_come", "lottery"] as const
export type WaitlistOrder = (typeof waitlistOrders)[number]

/**
 * What people on a waitlist are told by mail: that they wait; that a place is held for them, or one is free for whoever is
 * first; that their offer ended; that a place was taken for them.
 */
const waitlistMails = ["waitlisted", "offered", "claimable", "offer_ended", "place_taken"] as const

export type WaitlistMail = (typeof waitlistMails)[number]

export function isWaitlistMail(kind: string): kind is WaitlistMail {
  return waitlistMails.some((known) => known === kind)
}

/** Why an organizer put somebody first or gave them a place. Chosen from a list: the trail holds no personal data. */
export const jumpReasons = ["promised", "contributes", "needs", "mistake", "other"] as const
export type JumpReason = (typeof jumpReasons)[number]

export function isJumpReason(text: unknown): text is JumpReason {
  return jumpReasons.some((reason) => reason === text)
}

/** Longest an offer may be held, and longest before the doors that places go to the first to claim, in hours. */
export const mostOfferHours = 14 * 24
export const mostClaimHours = 7 * 24

/** What of an event decides about its offers; `event.ts` imports this file. */
type WaitlistedEvent = {
  startsAt: Date
  endsAt: Date
  doorsAt: Date | null
  timeZone: string
  offerHours: number
  claimHours: number
}

const hourMs = 60 * 60_000

/** On the clocks of the event nobody has to answer between these hours, so an offer does not run then. */
const quietFrom = "22:00"
const quietUntil = "08:00"

function doors({ doorsAt, startsAt }: Pick<WaitlistedEvent, "doorsAt" | "startsAt">): Date {
  return doorsAt ?? startsAt
}

/** Whether places go to whoever claims first: in the last hours before the doors there is no time to wait for one person. */
export function isFirstToClaim(event: WaitlistedEvent, now: Date): boolean {
  return now.getTime() >= doors(event).getTime() - event.claimHours * hourMs
}

/** The instant a clock of the event shows `time` on the day that is `days` after the one of `at`. */
function clockAt(at: Date, days: number, time: string, timeZone: string): Date {
  const day = addDays(eventDay({ startsAt: at, timeZone }), days)
  const parsed = parseLocalTime(`${day}T${time}`, timeZone)
  return parsed.ok ? parsed.at : at
}

/** When the quiet hours that `at` is in are over, or `at` itself by day. */
function wakingTime(at: Date, timeZone: string): Date {
  const time = localTime(at, timeZone).slice(11, 16)
  if (time >= quietFrom) return clockAt(at, 1, quietUntil, timeZone)
  return time < quietUntil ? clockAt(at, 0, quietUntil, timeZone) : at
}

/** When `ms` of waking time have passed. */
function afterWaking(from: Date, ms: number, timeZone: string): Date {
  let left = ms
  let at = wakingTime(from, timeZone)
  // A bounded walk, a day at a time: no offer is longer than `mostOfferHours` of it.
  for (let day = 0; day < mostOfferHours; day++) {
    const evening = clockAt(at, 0, quietFrom, timeZone)
    const today = evening.getTime() - at.getTime()
    if (left <= today) return new Date(at.getTime() + left)
    left -= Math.max(0, today)
    at = clockAt(at, 1, quietUntil, timeZone)
  }
  return at
}

/** An offer takes at most this part of what is left until the last hours, so that several people get theirs. */
const share = 4

/**
 * Until when a place that is offered at `now` is held: the event's hours of waking time, fewer as the doors come nearer but
 * at least one, and never longer than to the doors.
 */
export function offerEnd(event: WaitlistedEvent, now: Date): Date {
  const last = doors(event).getTime()
  const left = last - event.claimHours * hourMs - now.getTime()
  const ms = Math.min(event.offerHours * hourMs, Math.max(hourMs, left / share))
  return new Date(Math.min(afterWaking(now, ms, event.timeZone).getTime(), last))
}

/** Further ahead nobody plans. */
const mostTakeDays = 60

/** The days until which a place may be taken for somebody, from today to the one the doors open on: `2027-05-14`. */
export function takeDays(event: WaitlistedEvent, now: Date): string[] {
  const { timeZone } = event
  const last = eventDay({ startsAt: doors(event), timeZone })
  const today = eventDay({ startsAt: now, timeZone })
  const days = Array.from({ length: mostTakeDays }, (_, ahead) => addDays(today, ahead))
  return days.filter((day) => day <= last)
}

/** The end of one of those days; null for any other text. */
export function takeEnd(event: WaitlistedEvent, day: string, now: Date): Date | null {
  if (!takeDays(event, now).includes(day)) return null
  const parsed = parseLocalTime(`${day}T23:59`, event.timeZone)
  return parsed.ok ? parsed.at : null
}
