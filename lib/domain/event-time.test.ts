import { describe, expect, test } from "vitest"
import {
  clockTime,
  dateRange,
  dayAndMonth,
  dayAndTime,
  dayTile,
  type EventPeriod,
  eventDay,
  fullRange,
  isEventDay,
  timeRange,
  zoneLabel,
} from "./event-time"

function period(startsAt: string, endsAt: string, timeZone = "Europe/Berlin"): EventPeriod {
  return { startsAt: new Date(startsAt), endsAt: new Date(endsAt), timeZone }
}

/** Releases of Node differ in which of Unicode's spaces they write around a dash, and none is wrong. */
function plain(text: string): string {
  return text.replace(/\s*–\s*/g, "–").replace(/\s+/g, " ")
}

const oneDay = period("2027-05-14T07:00:00Z", "2027-05-14T15:30:00Z")
const threeDays = period("2027-05-14T07:00:00Z", "2027-05-16T15:30:00Z")
const twoMonths = period("2027-05-30T07:00:00Z", "2027-06-02T15:30:00Z")
const newYear = period("2026-12-31T19:00:00Z", "2027-01-01T01:00:00Z")

describe("the period of an event", () => {
  test.each([
    ["one day", oneDay, "14 May 2027"],
    ["days of one month", threeDays, "14–16 May 2027"],
    ["days of two months", twoMonths, "30 May–2 June 2027"],
    ["days of two years", newYear, "31 December 2026–1 January 2027"],
  ])("names the days of %s once", (_name, given, expected) => {
    const range = dateRange(given, "en")

    expect(plain(range)).toBe(expected)
  })

  test.each([
    ["one day", oneDay, "Friday, 09:00–17:30"],
    ["several days", threeDays, "Friday 14 May at 09:00–Sunday 16 May at 17:30"],
  ])("gives the times of %s", (_name, given, expected) => {
    const range = timeRange(given, "en")

    expect(plain(range)).toBe(expected)
  })

  test.each([
    ["one day", oneDay, "Friday, 14 May 2027, 09:00–17:30"],
    ["several days", threeDays, "Friday, 14 May 2027 at 09:00–Sunday, 16 May 2027 at 17:30"],
  ])("reads in full without a calendar for %s", (_name, given, expected) => {
    const range = fullRange(given, "en")

    expect(plain(range)).toBe(expected)
  })

  test.each([
    ["es", "14–16 de mayo de 2027", "viernes, 9:00–17:30"],
    ["pt", "14–16 de maio de 2027", "sexta-feira 09:00–17:30"],
    ["ar", "14–16 مايو 2027", "الجمعة، 09:00–17:30"],
  ])("is written as %s writes it", (language, days, times) => {
    const ranges = [dateRange(threeDays, language), timeRange(oneDay, language)]

    expect(ranges.map(plain)).toEqual([days, times])
  })

  test("belongs to the day it has in the event's zone, not to that of UTC", () => {
    const tokyo = period("2027-05-13T23:30:00Z", "2027-05-14T02:00:00Z", "Asia/Tokyo")

    const texts = [dateRange(tokyo, "en"), plain(timeRange(tokyo, "en"))]

    expect(texts).toEqual(["14 May 2027", "Friday, 08:30–11:00"])
    expect(dayTile(tokyo.startsAt, tokyo.timeZone, "en")).toEqual({ month: "May", day: "14" })
  })

  test("keeps the wall clock of each end when summer time begins in between", () => {
    const overTheChange = period("2027-03-27T20:00:00Z", "2027-03-28T06:00:00Z")

    const range = timeRange(overTheChange, "en")

    expect(plain(range)).toBe("Saturday 27 March at 21:00–Sunday 28 March at 08:00")
  })
})

describe("single moments", () => {
  test.each([
    ["2027-05-14T22:00:00Z", "00:00"],
    ["2027-05-14T07:05:00Z", "09:05"],
    ["2027-05-14T10:00:00Z", "12:00"],
    ["2027-05-14T21:59:00Z", "23:59"],
  ])("%s reads %s on a 24-hour clock in Berlin", (at, expected) => {
    const time = clockTime(new Date(at), "Europe/Berlin", "en")

    expect(time).toBe(expected)
  })

  test.each(["en", "es", "pt"])("every month fits a calendar's leaf in four letters of %s", (language) => {
    const months = Array.from(
      { length: 12 },
      (_, month) => dayTile(new Date(Date.UTC(2027, month, 3)), "UTC", language).month,
    )

    expect(months.filter((month) => month.length > 4 || month.includes("."))).toEqual([])
  })

  test.each([
    ["en", "14 May"],
    ["es", "14 de mayo"],
    ["pt", "14 de maio"],
    ["ar", "14 مايو"],
  ])("a day is named with its month in %s", (language, expected) => {
    const name = dayAndMonth(oneDay.startsAt, oneDay.timeZone, language)

    expect(name).toBe(expected)
  })
})

test.each([
  ["en", "14 May at 09:00"],
  ["es", "14 de mayo a las 09:00"],
  ["pt", "14 de maio às 09:00"],
  ["ar", "14 مايو في 09:00"],
])("a moment is named with its day and time in %s", (language, expected) => {
  expect(plain(dayAndTime(oneDay.startsAt, oneDay.timeZone, language))).toBe(expected)
})

test("an event is on the day it begins on where it takes place", () => {
  const startsAt = new Date("2027-05-13T23:30:00Z")

  expect([eventDay({ startsAt, timeZone: "Asia/Tokyo" }), eventDay({ startsAt, timeZone: "UTC" })]).toEqual([
    "2027-05-14",
    "2027-05-13",
  ])
})

describe("time zones", () => {
  test.each([
    ["Europe/Berlin", "2027-05-14T07:00:00Z", "en", "Central European Summer Time"],
    ["Europe/Berlin", "2027-12-14T07:00:00Z", "en", "Central European Standard Time"],
    ["Europe/Berlin", "2027-05-14T07:00:00Z", "es", "hora de verano de Europa central"],
    ["America/New_York", "2027-05-14T07:00:00Z", "en", "Eastern Daylight Time"],
    ["UTC", "2027-05-14T07:00:00Z", "en", "Coordinated Universal Time"],
  ])("%s at %s is called in %s %s", (zone, at, language, expected) => {
    const label = zoneLabel(new Date(at), zone, language)

    expect(label).toBe(expected)
  })

  test("a zone whose clocks change during the event is called by its name without the season", () => {
    const [starts, ends] = [new Date("2027-03-27T22:30:00Z"), new Date("2027-03-28T03:00:00Z")]

    expect(zoneLabel(starts, "Europe/Berlin", "en", ends)).toBe("Central European Time")
  })
})

describe("a day of the event", () => {
  const oneDay = period("2027-05-14T09:00:00+02:00", "2027-05-14T17:30:00+02:00")
  const weekend = period("2027-05-14T09:00:00+02:00", "2027-05-16T02:00:00+02:00")

  test.each([
    ["half a year before is none", oneDay, "2026-11-27T12:00:00+01:00", false],
    ["a minute before midnight where it takes place is none", oneDay, "2027-05-13T23:59:00+02:00", false],
    ["midnight there is one, though London is a day behind", oneDay, "2027-05-14T00:00:00+02:00", true],
    ["the evening after it is one", oneDay, "2027-05-14T23:59:00+02:00", true],
    ["the day after is none", oneDay, "2027-05-15T00:00:00+02:00", false],
    ["the second of several days is one", weekend, "2027-05-15T12:00:00+02:00", true],
    ["the morning it ends on is one", weekend, "2027-05-16T01:00:00+02:00", true],
    ["the day after several is none", weekend, "2027-05-17T00:00:00+02:00", false],
  ])("%s", (_, when, now, expected) => {
    expect(isEventDay(when, new Date(now))).toBe(expected)
  })
})
