import fc from "fast-check"
import { expect, test } from "vitest"
import { localTime, parseLocalTime } from "./local-time"

test.each([
  ["2027-05-14T09:00", "Europe/Berlin", "2027-05-14T07:00:00.000Z"],
  ["2027-01-14T09:00", "Europe/Berlin", "2027-01-14T08:00:00.000Z"],
  ["2027-05-14 09:00", "Europe/Berlin", "2027-05-14T07:00:00.000Z"],
  ["2027-05-14T09:00:30", "Asia/Kathmandu", "2027-05-14T03:15:00.000Z"],
  ["2027-03-14T03:00", "America/New_York", "2027-03-14T07:00:00.000Z"],
  ["٢٠٢٧-٠٥-١٤T٠٩:٠٠", "Europe/Berlin", "2027-05-14T07:00:00.000Z"],
  ["2027-12-31T23:30", "Pacific/Kiritimati", "2027-12-31T09:30:00.000Z"],
  [" 2027-05-14T09:00\n", "Europe/Berlin", "2027-05-14T07:00:00.000Z"],
  ["2027-05-14T09:00:30.125", "Europe/Berlin", "2027-05-14T07:00:00.000Z"],
  ["2027-05-14T23:59", "UTC", "2027-05-14T23:59:00.000Z"],
  ["1970-01-01T00:00", "UTC", "1970-01-01T00:00:00.000Z"],
  // Clocks in Liberia were 44 minutes and 30 seconds behind until 1972.
  ["1971-05-14T09:00", "Africa/Monrovia", "1971-05-14T09:44:30.000Z"],
])("%s on the clocks of %s is %s", (typed, timeZone, expected) => {
  expect(parseLocalTime(typed, timeZone)).toEqual({ ok: true, at: new Date(expected) })
})

test.each([
  ["2027-03-28T02:30", "Europe/Berlin"],
  ["2027-03-14T02:00", "America/New_York"],
])("%s, which clocks in %s skip, is refused as skipped", (typed, timeZone) => {
  expect(parseLocalTime(typed, timeZone)).toEqual({ ok: false, code: "time_skipped" })
})

test("an hour that clocks show twice is the first of the two", () => {
  expect(parseLocalTime("2027-10-31T02:30", "Europe/Berlin")).toEqual({
    ok: true,
    at: new Date("2027-10-31T00:30:00Z"),
  })
})

test.each([
  "",
  "tomorrow",
  "2027-02-30T09:00",
  "2027-13-01T09:00",
  "2027-05-14T24:00",
  "2027-05-14T09:60",
  "2027-05-14",
  "2027-12-31T24:00",
  "2027-05-14T09:00x",
  "12027-05-14T09:00",
  "2027-05-14T09:00:3",
  "2027-05-14T09:00:30.",
  "0027-05-14T09:00",
  "1969-12-31T23:59",
])("“%s” is no time", (typed) => {
  expect(parseLocalTime(typed, "Europe/Berlin")).toEqual({ ok: false, code: "not_a_time" })
})

test("what a control shows is read as the minute it was made of, except in an hour that comes twice", () => {
  const zones = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]
  const minutes = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 })

  fc.assert(
    fc.property(minutes, fc.constantFrom(...zones), (minute, timeZone) => {
      const at = new Date(minute * 60_000)
      const parsed = parseLocalTime(localTime(at, timeZone), timeZone)
      const lateMs = parsed.ok ? at.getTime() - parsed.at.getTime() : Number.NaN
      expect([0, 30 * 60_000, 60 * 60_000]).toContain(lateMs)
      expect(parsed.ok && localTime(parsed.at, timeZone)).toBe(localTime(at, timeZone))
    }),
  )
})
