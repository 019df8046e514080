import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { testEvent } from "@/lib/testing/event"
import { localTime } from "./local-time"
import { isFirstToClaim, offerEnd } from "./waitlist"

// Doors at 8:30 in Berlin on 14 May 2027.
const event = testEvent({ offerHours: 24, claimHours: 3 })
const at = (text: string) => new Date(text)
const ends = (now: string, overrides = {}) =>
  localTime(offerEnd({ ...event, ...overrides }, at(now)), event.timeZone)

describe("an offer", () => {
  test("runs for the event's hours, those of the night not counted", () => {
    expect(ends("2027-03-01T09:00:00Z")).toBe("2027-03-02T20:00")
  })

  test("made at night begins in the morning", () => {
    expect(ends("2027-03-01T22:30:00Z", { offerHours: 2 })).toBe("2027-03-02T10:00")
    expect(ends("2027-03-02T03:30:00Z", { offerHours: 2 })).toBe("2027-03-02T10:00")
  })

  test("keeps its hours of day where clocks change at night", () => {
    // Clocks in Berlin go forward on 28 March 2027 at 2:00.
    expect(ends("2027-03-27T19:00:00Z", { offerHours: 4 })).toBe("2027-03-28T10:00")
  })

  test("is shorter as the doors come nearer: a quarter of what is left until the last hours", () => {
    // 20 hours are left until 5:30.
    expect(ends("2027-05-13T07:30:00Z")).toBe("2027-05-13T14:30")
    expect(ends("2027-05-13T15:30:00Z")).toBe("2027-05-13T20:30")
  })

  test("ends with the doors at the latest", () => {
    expect(ends("2027-05-13T19:59:00Z", { claimHours: 0 })).toBe("2027-05-14T08:30")
  })

  test("is held for at least an hour of day, and never beyond the doors, whenever it is made", () => {
    const moment = fc.date({
      min: at("2027-01-01T00:00:00Z"),
      max: at("2027-05-14T06:29:00Z"),
      noInvalidDate: true,
    })
    const hours = fc.integer({ min: 1, max: 14 * 24 })
    fc.assert(
      fc.property(moment, hours, fc.integer({ min: 0, max: 48 }), (now, offerHours, claimHours) => {
        const end = offerEnd({ ...event, offerHours, claimHours }, now)
        const doors = at("2027-05-14T06:30:00Z").getTime()
        expect(end.getTime()).toBeLessThanOrEqual(doors)
        expect(end.getTime() - now.getTime()).toBeGreaterThanOrEqual(
          Math.min(60 * 60_000, doors - now.getTime()),
        )
        const clock = localTime(end, event.timeZone).slice(11)
        expect((clock >= "08:00" && clock <= "22:00") || end.getTime() === doors).toBe(true)
      }),
    )
  })
})

test("places go to the first to claim from the last hours before the doors on", () => {
  expect(isFirstToClaim(event, at("2027-05-14T03:29:00Z"))).toBe(false)
  expect(isFirstToClaim(event, at("2027-05-14T03:30:00Z"))).toBe(true)
  expect(isFirstToClaim(event, at("2027-05-14T12:00:00Z"))).toBe(true)
  expect(isFirstToClaim({ ...event, claimHours: 0 }, at("2027-05-14T06:29:00Z"))).toBe(false)
})
