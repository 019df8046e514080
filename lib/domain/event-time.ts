/** When an event is, as `Event` holds it: two instants and the IANA zone they are shown in. */
export type EventPeriod = { startsAt: Date; endsAt: Date; timeZone: string }

type DateParts = { weekday: string; day: string; month: string; year: string }

function dateParts(at: Date, timeZone: string): DateParts {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  })
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, part.value]))
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ""
  return { weekday: read("weekday"), day: read("day"), month: read("month"), year: read("year") }
}

function isSameDay(one: DateParts, other: DateParts): boolean {
  return one.day === other.day && one.month === other.month && one.year === other.year
}

/** Time of day on a 24-hour clock, `9:00`. */
export function clockTime(at: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short", hourCycle: "h23" })
  return format.format(at).replace(/^0(?=\d)/, "")
}

/** `14 May`. */
export function dayAndMonth(at: Date, timeZone: string): string {
  const { day, month } = dateParts(at, timeZone)
  return `${day} ${month}`
}

/** What a calendar's leaf shows: `May`, `14`, `Fri`. */
export function dayTile(at: Date, timeZone: string): { month: string; day: string; weekday: string } {
  const { month, day, weekday } = dateParts(at, timeZone)
  return { month: month.slice(0, 3), day, weekday: weekday.slice(0, 3) }
}

/** The days alone: `14 May 2027`, `14 – 16 May 2027`, `30 May – 2 June 2027`, or both in full across a new year. */
export function dateRange({ startsAt, endsAt, timeZone }: EventPeriod): string {
  const first = dateParts(startsAt, timeZone)
  const last = dateParts(endsAt, timeZone)
  const end = `${last.day} ${last.month} ${last.year}`
  if (isSameDay(first, last)) return end
  if (first.year !== last.year) return `${first.day} ${first.month} ${first.year} – ${end}`
  return first.month === last.month ? `${first.day} – ${end}` : `${first.day} ${first.month} – ${end}`
}

/** Weekday and times, for beside a date: `Friday, 9:00 – 17:30`; over several days each end carries its date. */
export function timeRange({ startsAt, endsAt, timeZone }: EventPeriod): string {
  const first = dateParts(startsAt, timeZone)
  const last = dateParts(endsAt, timeZone)
  const [from, to] = [clockTime(startsAt, timeZone), clockTime(endsAt, timeZone)]
  if (isSameDay(first, last)) return `${first.weekday}, ${from} – ${to}`
  return `${first.weekday} ${first.day} ${first.month}, ${from} – ${last.weekday} ${last.day} ${last.month}, ${to}`
}

/** The whole of it, for reading without a calendar at hand: `Friday, 14 May 2027, 9:00 – 17:30`. */
export function fullRange({ startsAt, endsAt, timeZone }: EventPeriod): string {
  const write = ({ weekday, day, month, year }: DateParts) => `${weekday}, ${day} ${month} ${year}`
  const first = dateParts(startsAt, timeZone)
  const last = dateParts(endsAt, timeZone)
  const end = clockTime(endsAt, timeZone)
  const start = `${write(first)}, ${clockTime(startsAt, timeZone)}`
  return isSameDay(first, last) ? `${start} – ${end}` : `${start} – ${write(last)}, ${end}`
}

/** Each of these languages abbreviates the zones its speakers live in; the others write an offset such as `GMT+2`. */
const languagesWithZoneNames = ["en-GB", "en-US", "en-AU", "en-IN"]

function zoneAbbreviation(at: Date, timeZone: string): string {
  const names = languagesWithZoneNames.map((language) => {
    const format = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: "short" })
    return format.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? timeZone
  })
  return names.find((name) => !/^GMT[+-]/.test(name)) ?? names[0] ?? timeZone
}

/** The event's zone by its city and its name on that day: `Berlin time (CEST)`; `UTC` stays as it is. */
export function zoneLabel(at: Date, timeZone: string): string {
  const abbreviation = zoneAbbreviation(at, timeZone)
  const [city, ...region] = timeZone.split("/").reverse()
  const isPlace = city !== undefined && region.length > 0 && !timeZone.startsWith("Etc/")
  return isPlace ? `${city.replaceAll("_", " ")} time (${abbreviation})` : abbreviation
}

/**
 * The time at which an event begins on the visitor's own clock, `8:00`, with the weekday where that is another day,
 * `Thu 23:00`. Null where both clocks read the same.
 */
export function visitorTime(at: Date, eventZone: string, visitorZone: string): string | null {
  const theirs = clockTime(at, visitorZone)
  const day = dateParts(at, visitorZone)
  if (!isSameDay(day, dateParts(at, eventZone))) return `${day.weekday.slice(0, 3)} ${theirs}`
  return theirs === clockTime(at, eventZone) ? null : theirs
}
