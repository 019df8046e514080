import { describe, expect, test } from "vitest"
import {
  clockTime,
  dateRange,
  dayAndMonth,
  dayTile,
  type EventPeriod,
  fullRange,
  timeRange,
  visitorTime,
  zoneLabel,
} from "./event-time"

function period(startsAt: string, endsAt: string, timeZone = "Europe/Berlin"): EventPeriod {
  return { startsAt: new Date(startsAt), endsAt: new Date(endsAt), timeZone }
}

const oneDay = period("2027-05-14T07:00:00Z", "2027-05-14T15:30:00Z")
const threeDays = period("2027-05-14T07:00:00Z", "2027-05-16T15:30:00Z")
const twoMonths = period("2027-05-30T07:00:00Z", "2027-06-02T15:30:00Z")
const newYear = period("2026-12-31T19:00:00Z", "2027-01-01T01:00:00Z")

describe("the period of an event", () => {
  test.each([
    ["one day", oneDay, "14 May 2027"],
    ["days of one month", threeDays, "14 – 16 May 2027"],
    ["days of two months", twoMonths, "30 May – 2 June 2027"],
    ["days of two years", newYear, "31 December 2026 – 1 January 2027"],
  ])("names the days of %s once", (_name, given, expected) => {
    const range = dateRange(given)

    expect(range).toBe(expected)
  })

  test.each([
    ["one day", oneDay, "Friday, 9:00 – 17:30"],
    ["several days", threeDays, "Friday 14 May, 9:00 – Sunday 16 May, 17:30"],
    ["a night", newYear, "Thursday 31 December, 20:00 – Friday 1 January, 2:00"],
  ])("gives the times of %s", (_name, given, expected) => {
    const range = timeRange(given)

    expect(range).toBe(expected)
  })

  test.each([
    ["one day", oneDay, "Friday, 14 May 2027, 9:00 – 17:30"],
    ["several days", threeDays, "Friday, 14 May 2027, 9:00 – Sunday, 16 May 2027, 17:30"],
  ])("reads in full without a calendar for %s", (_name, given, expected) => {
    const range = fullRange(given)

    expect(range).toBe(expected)
  })

  test("belongs to the day it has in the event's zone, not to that of UTC", () => {
    const tokyo = period("2027-05-13T23:30:00Z", "2027-05-14T02:00:00Z", "Asia/Tokyo")

    const texts = [dateRange(tokyo), timeRange(tokyo), dayTile(tokyo.startsAt, tokyo.timeZone)]

    expect(texts).toEqual([
      "14 May 2027",
      "Friday, 8:30 – 11:00",
      { month: "May", day: "14", weekday: "Fri" },
    ])
  })

  test("keeps the wall clock of each end when summer time begins in between", () => {
    const overTheChange = period("2027-03-27T20:00:00Z", "2027-03-28T06:00:00Z")

    const range = timeRange(overTheChange)

    expect(range).toBe("Saturday 27 March, 21:00 – Sunday 28 March, 8:00")
  })
})

describe("single moments", () => {
  test.each([
    ["2027-05-14T22:00:00Z", "0:00"],
    ["2027-05-14T07:05:00Z", "9:05"],
    ["2027-05-14T10:00:00Z", "12:00"],
    ["2027-05-14T21:59:00Z", "23:59"],
  ])("%s reads %s on a 24-hour clock in Berlin", (at, expected) => {
    const time = clockTime(new Date(at), "Europe/Berlin")

    expect(time).toBe(expected)
  })

  test("every month fits a calendar's leaf in three letters", () => {
    const months = Array.from(
      { length: 12 },
      (_, month) => dayTile(new Date(Date.UTC(2027, month, 3)), "UTC").month,
    )

    expect(months.join(" ")).toBe("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
  })

  test("a day is named with its month", () => {
    const name = dayAndMonth(oneDay.startsAt, oneDay.timeZone)

    expect(name).toBe("14 May")
  })
})

describe("time zones", () => {
  test.each([
    ["Europe/Berlin", "2027-05-14T07:00:00Z", "Berlin time (CEST)"],
    ["Europe/Berlin", "2027-12-14T07:00:00Z", "Berlin time (CET)"],
    ["Europe/London", "2027-12-14T07:00:00Z", "London time (GMT)"],
    ["America/New_York", "2027-05-14T07:00:00Z", "New York time (EDT)"],
    ["Australia/Sydney", "2027-05-14T07:00:00Z", "Sydney time (AEST)"],
    ["America/Argentina/Buenos_Aires", "2027-05-14T07:00:00Z", "Buenos Aires time (GMT-3)"],
    ["UTC", "2027-05-14T07:00:00Z", "UTC"],
    ["Etc/UTC", "2027-05-14T07:00:00Z", "UTC"],
  ])("%s at %s is called %s", (zone, at, expected) => {
    const label = zoneLabel(new Date(at), zone)

    expect(label).toBe(expected)
  })

  test.each([
    ["an hour behind", "Europe/London", "8:00"],
    ["the day before", "Pacific/Honolulu", "Thu 21:00"],
    ["on the same clock under another name", "Europe/Paris", null],
  ])("a visitor %s is shown their own time", (_name, visitorZone, expected) => {
    const time = visitorTime(new Date("2027-05-14T07:00:00Z"), "Europe/Berlin", visitorZone)

    expect(time).toBe(expected)
  })

  test("a visitor for whom it is tomorrow is told the day", () => {
    const time = visitorTime(new Date("2027-05-14T18:00:00Z"), "Europe/Berlin", "Australia/Sydney")

    expect(time).toBe("Sat 4:00")
  })

  test.each([
    ["summer, when both clocks agree", "2027-07-01T16:00:00Z", null],
    ["winter, when only one has gone back", "2027-12-01T16:00:00Z", "8:00"],
  ])("two zones are compared on the day of the event: %s", (_name, at, expected) => {
    const time = visitorTime(new Date(at), "America/Phoenix", "America/Los_Angeles")

    expect(time).toBe(expected)
  })
})
