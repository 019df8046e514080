import { clockOptions } from "./date-locale"
import { formatLocale } from "./language"

// `language` is one of ours, or a locale of `dateLocale`: organizers read all times alike, attendees as their country has them.

/** When an event is, as `Event` holds it: two instants and the IANA zone they are shown in. */
export type EventPeriod = { startsAt: Date; endsAt: Date; timeZone: string }

const day = { day: "numeric", month: "long" } as const
const dayOfYear = { ...day, year: "numeric" } as const

/** Making one takes 0.1 to 0.5 ms, and a page with its mail needs a dozen. Zones are those of events and visitors. */
const formats = new Map<string, Intl.DateTimeFormat>()

const mostFormats = 500

function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options])
  let known = formats.get(key)
  if (!known) {
    known = new Intl.DateTimeFormat(formatLocale(language), options)
    if (formats.size >= mostFormats) formats.clear()
    formats.set(key, known)
  }
  return known
}

function formatPeriod(
  { startsAt, endsAt, timeZone }: EventPeriod,
  language: string,
  options: Intl.DateTimeFormatOptions,
): string {
  return format(language, { timeZone, ...options }).formatRange(startsAt, endsAt)
}

function isSameDay(one: Date, oneZone: string, other: Date, otherZone: string): boolean {
  const write = (at: Date, timeZone: string) => format("en", { timeZone, dateStyle: "short" }).format(at)
  return write(one, oneZone) === write(other, otherZone)
}

/** Time of day, `09:00` or `9:00 AM`. */
export function clockTime(at: Date, timeZone: string, language: string): string {
  return format(language, { timeZone, ...clockOptions(language) }).format(at)
}

/** `14 May`. */
export function dayAndMonth(at: Date, timeZone: string, language: string): string {
  return format(language, { timeZone, ...day }).format(at)
}

/** `Friday, 14 May`. */
export function weekdayAndDay(at: Date, timeZone: string, language: string): string {
  return format(language, { timeZone, weekday: "long", ...day }).format(at)
}

/** Times alone, for under the day it begins on: `10:00–10:45`; past midnight both ends carry their date. */
export function clockRange(period: EventPeriod, language: string): string {
  return formatPeriod(period, language, clockOptions(language))
}

/** `14 May 2027`. */
export function fullDate(at: Date, timeZone: string, language: string): string {
  return dateRange({ startsAt: at, endsAt: at, timeZone }, language)
}

/** `14 May, 09:00`. */
export function dayAndTime(at: Date, timeZone: string, language: string): string {
  return format(language, { timeZone, ...day, ...clockOptions(language) }).format(at)
}

/** What a calendar's leaf shows: `May` and `14`. */
export function dayTile(at: Date, timeZone: string, language: string): { month: string; day: string } {
  const write = (options: Intl.DateTimeFormatOptions) => format(language, { timeZone, ...options }).format(at)
  // Portuguese ends an abbreviation with a full stop, which a leaf has no room for.
  return { month: write({ month: "short" }).replace(".", ""), day: write({ day: "numeric" }) }
}

/** The days alone: `14 May 2027`, `14 – 16 May 2027`, `30 May – 2 June 2027`. */
export function dateRange(period: EventPeriod, language: string): string {
  return formatPeriod(period, language, dayOfYear)
}

/** Weekday and times, for beside a date: `Friday, 09:00–17:30`; over several days each end carries its date. */
export function timeRange(period: EventPeriod, language: string): string {
  const { startsAt, endsAt, timeZone } = period
  const isOneDay = isSameDay(startsAt, timeZone, endsAt, timeZone)
  return formatPeriod(period, language, {
    weekday: "long",
    ...(isOneDay ? {} : day),
    ...clockOptions(language),
  })
}

/** The whole of it, for reading without a calendar at hand: `Friday, 14 May 2027, 09:00–17:30`. */
export function fullRange(period: EventPeriod, language: string): string {
  return formatPeriod(period, language, { weekday: "long", ...dayOfYear, ...clockOptions(language) })
}

/**
 * The zone as people call it on that day, `Central European Summer Time`; where clocks change before `until`, without
 * the season, `Central European Time`.
 */
export function zoneLabel(at: Date, timeZone: string, language: string, until = at): string {
  const nameOf = (instant: Date, timeZoneName: "long" | "longGeneric") =>
    format(language, { timeZone, timeZoneName })
      .formatToParts(instant)
      .find(({ type }) => type === "timeZoneName")?.value ?? timeZone
  const name = nameOf(at, "long")
  return name === nameOf(until, "long") ? name : nameOf(at, "longGeneric")
}

function calendarDay(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(at)
}

/** The calendar day an event begins on where it is, `2027-05-14`. */
export function eventDay({ startsAt, timeZone }: Pick<EventPeriod, "startsAt" | "timeZone">): string {
  return calendarDay(startsAt, timeZone)
}

/** Whether it is a day of the event where it takes place, from the one it begins on to the one it ends on. */
export function isEventDay({ startsAt, endsAt, timeZone }: EventPeriod, now: Date): boolean {
  const today = calendarDay(now, timeZone)
  return calendarDay(startsAt, timeZone) <= today && today <= calendarDay(endsAt, timeZone)
}
