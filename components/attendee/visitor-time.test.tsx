import { runInNewContext } from "node:vm"
import { describe, expect, test } from "vitest"
import { visitorTimeScript } from "./visitor-time"

const british = { language: "en-GB", clock: "h23" }

/** What the script writes beside a time of an event for a visitor whose clock is set to `visitorZone`. */
function written(at: string, zone: string, visitorZone: string, clock = british): string | undefined {
  return writtenBesides([zone], at, visitorZone, clock)[0]
}

/** The same for one time of events in several zones. */
function writtenBesides(
  zones: string[],
  at: string,
  visitorZone: string,
  clock = british,
): (string | undefined)[] {
  const spots = zones.map((zone) => ({
    dataset: { visitorTime: at, zone, ...clock, label: " · your time" },
    textContent: undefined as string | undefined,
  }))
  class Format extends Intl.DateTimeFormat {
    override resolvedOptions() {
      return { ...super.resolvedOptions(), timeZone: visitorZone }
    }
  }
  type Options = ConstructorParameters<typeof Intl.DateTimeFormat>
  // Called with and without `new`, as the real one.
  const DateTimeFormat = new Proxy(Format, { apply: (_, __, options: Options) => new Format(...options) })
  const document = { querySelectorAll: () => spots }
  runInNewContext(visitorTimeScript, { document, Intl: { DateTimeFormat }, Date, JSON })
  return spots.map(({ textContent }) => textContent)
}

describe("the visitor's own time", () => {
  test.each([
    ["an hour behind", "Europe/London", " · your time 08:00"],
    ["the day before", "Pacific/Honolulu", " · your time Thu 21:00"],
    ["on the same clock under another name", "Europe/Paris", undefined],
  ])("a visitor %s is shown their own time", (_name, visitorZone, expected) => {
    expect(written("2027-05-14T07:00:00Z", "Europe/Berlin", visitorZone)).toBe(expected)
  })

  test("has 12 hours where the rest of the page has them", () => {
    const american = { language: "en-US", clock: "h12" }
    const plain = written("2027-05-14T07:00:00Z", "Europe/Berlin", "Europe/London", american)

    expect(plain?.replace(/\s/g, " ")).toBe(" · your time 8:00 AM")
  })

  test("a visitor for whom it is tomorrow is told the day", () => {
    expect(written("2027-05-14T18:00:00Z", "Europe/Berlin", "Australia/Sydney")).toBe(
      " · your time Sat 04:00",
    )
  })

  test.each([
    ["summer, when both clocks agree", "2027-07-01T16:00:00Z", undefined],
    ["winter, when only one has gone back", "2027-12-01T16:00:00Z", " · your time 08:00"],
  ])("two zones are compared on the day of the event: %s", (_name, at, expected) => {
    expect(written(at, "America/Phoenix", "America/Los_Angeles")).toBe(expected)
  })

  test("is left out where the browser does not know the zone, and stands beside the others", () => {
    const zones = ["Nowhere/Atlantis", "Europe/Berlin"]

    expect(writtenBesides(zones, "2027-05-14T07:00:00Z", "Europe/London")).toEqual([
      undefined,
      " · your time 08:00",
    ])
  })

  test("is written by a script of less than 2 kB that cannot end its element", () => {
    expect(Buffer.byteLength(visitorTimeScript)).toBeLessThan(2_000)
    expect(visitorTimeScript).not.toContain("<")
  })
})
