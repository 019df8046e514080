import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { testEvent } from "@/lib/testing/event"
import { calendarFile } from "./calendar-file"

const url = "https://gatehouse.example/tickets/42"

describe("calendarFile", () => {
  it("writes one published event with UTC times, the sequence and the address", () => {
    const { calendar, entry } = parse(calendarFile(testEvent(), { url, sequence: 3 }))

    expect(calendar).toMatchObject({ VERSION: "2.0", METHOD: "PUBLISH" })
    expect(entry).toMatchObject({
      DTSTART: "20270514T070000Z",
      DTEND: "20270514T153000Z",
      SEQUENCE: "3",
      URL: url,
      SUMMARY: "Field Notes Summit",
      LOCATION: "Kraftwerk, Hall B, Köpenicker Str. 70, Berlin",
      DESCRIPTION: `Northside Meetups\n${url}`,
    })
    expect(entry.DTSTAMP).toMatch(/^\d{8}T\d{6}Z$/)
  })

  it("keeps the UID when everything but the event's identity changes", () => {
    const before = parse(calendarFile(testEvent(), { url, sequence: 0 })).entry
    const renamed = testEvent({ title: "Other", startsAt: new Date("2027-05-13T07:00:00Z") })

    const after = parse(calendarFile(renamed, { url, sequence: 1 })).entry
    const other = parse(calendarFile(testEvent({ id: "another" }), { url, sequence: 0 })).entry

    expect(after.UID).toBe(before.UID)
    expect(other.UID).not.toBe(before.UID)
  })

  it.each([
    ["separators and backslashes", "Bits; bytes, and \\n \\, \\; paths C:\\new"],
    ["lines", "First\nSecond"],
    ["300 octets of umlauts", "Köpenicker Straße äöü ".repeat(12).trim()],
    ["characters of four octets", "🎟️🎪".repeat(40)],
    ["what looks like another event", "x\nEND:VEVENT\nBEGIN:VEVENT\nUID:stolen"],
  ])("carries %s in a title unchanged", (_, title) => {
    const { entry } = parse(calendarFile(testEvent({ title }), { url, sequence: 0 }))

    expect(entry.SUMMARY).toBe(title)
  })

  it("turns every kind of line break into one, and other control characters into spaces", () => {
    const title = "a\r\nb\rc\u0000d\u0007e"

    const { entry } = parse(calendarFile(testEvent({ title }), { url, sequence: 0 }))

    expect(entry.SUMMARY).toBe("a\nb\nc d e")
  })

  it("stays readable for any text an organizer can type", () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 200 })

    fc.assert(
      fc.property(text, text, (title, venueName) => {
        const { entry } = parse(calendarFile(testEvent({ title, venueName }), { url, sequence: 0 }))
        expect(entry.SUMMARY?.replace(/\s/g, "")).toBe(title.replace(/[\p{Cc}\s]/gu, ""))
        expect(entry.URL).toBe(url)
      }),
      { numRuns: 25 },
    )
  })

  it("takes the address of a development server", () => {
    const { entry } = parse(
      calendarFile(testEvent(), { url: "http://127.0.0.1:3000/tickets/42", sequence: 0 }),
    )

    expect(entry.URL).toBe("http://127.0.0.1:3000/tickets/42")
  })
})

type Properties = Record<string, string>

/** RFC 5545 as strictly as it is written: octets, CRLF, escapes, and each property once. */
function parse(file: string): { calendar: Properties; entry: Properties } {
  expect(file.endsWith("\r\n")).toBe(true)
  const lines = file.slice(0, -2).split("\r\n")
  for (const line of lines) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(line).not.toMatch(/\p{Cc}/u)
  }
  const unfolded = lines.join("\r\n").replaceAll("\r\n ", "").split("\r\n")
  const begin = unfolded.indexOf("BEGIN:VEVENT")
  expect([unfolded[0], unfolded.at(-2), unfolded.at(-1)]).toEqual([
    "BEGIN:VCALENDAR",
    "END:VEVENT",
    "END:VCALENDAR",
  ])
  return { calendar: properties(unfolded.slice(1, begin)), entry: properties(unfolded.slice(begin + 1, -2)) }
}

function properties(lines: string[]): Properties {
  const found: Properties = {}
  for (const line of lines) {
    const [, name, value] = /^([A-Z-]+):(.*)$/u.exec(line) ?? []
    if (name === undefined || value === undefined) throw new Error(`not a property: ${line}`)
    expect(["BEGIN", "END"]).not.toContain(name)
    expect(found).not.toHaveProperty(name)
    found[name] = name === "URL" ? value : unescaped(value)
  }
  return found
}

function unescaped(value: string): string {
  expect(value).toMatch(/^(?:[^\\;,]|\\[\\;,n])*$/u)
  return value.replace(/\\(.)/gu, (_, character: string) => (character === "n" ? "\n" : character))
}
