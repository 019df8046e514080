import { asciiDigits } from "./digits"

/** What a `datetime-local` control says, as an instant; `time_skipped` when clocks were put forward over it. */
export type LocalTime = { ok: true; at: Date } | { ok: false; code: "not_a_time" | "time_skipped" }

const dayMs = 24 * 60 * 60_000

/** The wall clock of a zone, as if it were UTC: its difference to the instant is the zone's offset. */
function wallClock(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at)
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  return Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"), read("second"))
}

/** An instant as a `datetime-local` control of a zone shows it: `2027-05-14T09:00`. */
export function localTime(at: Date, timeZone: string): string {
  return new Date(wallClock(at.getTime(), timeZone)).toISOString().slice(0, 16)
}

/** The calendar day so many days after another: `2027-05-14` and 1 is `2027-05-15`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
}

/**
 * Reads `2027-05-14T09:00` on the clocks of a zone (IANA). An hour that clocks show twice is the first of the two; one
 * that they skip is refused, because nobody can come at it.
 */
export function parseLocalTime(typed: string, timeZone: string): LocalTime {
  const match = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(:\d{2}(\.\d+)?)?$/.exec(
    asciiDigits(typed.trim()),
  )
  if (!match) return { ok: false, code: "not_a_time" }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1, 6).map(Number)
  const wanted = Date.UTC(year, month - 1, day, hour, minute)
  const isReal =
    year >= 1970 && new Date(wanted).toISOString().startsWith(match.slice(1, 4).join("-")) && minute < 60
  if (!isReal) return { ok: false, code: "not_a_time" }
  // A zone changes its offset at most once within a day, so one of these two is right. Where an hour comes twice both are, the earlier one first.
  const candidates = [wanted - dayMs, wanted + dayMs].map(
    (near) => wanted - (wallClock(near, timeZone) - near),
  )
  const found = candidates.find((at) => wallClock(at, timeZone) === wanted)
  return found === undefined ? { ok: false, code: "time_skipped" } : { ok: true, at: new Date(found) }
}
