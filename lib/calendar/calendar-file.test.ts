import fc from "fast-check"
import { convertIcsCalendar } from "ts-ics"
import { describe, expect, it } from "vitest"
import { testEvent } from "@/lib/testing/event"
import { sessionSubject } from "./calendar-entry"
import { type CalendarMail, type CalendarMethod, calendarFeed, calendarFile } from "./calendar-file"

const url = "https://gatehouse.example/tickets/42"
const at = new Date("2027-01-10T12:00:00Z")
const organizer = "tickets@gatehouse.example"
const published = { url, sequence: 0, at, organizer }

describe("calendarFile", () => {
  it("writes one published event with UTC times, the sequence and the address", () => {
    const { calendar, entry } = parse(calendarFile(testEvent(), { ...published, sequence: 3 }))

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
    expect(entry.DTSTAMP).toBe("20270110T120000Z")
  })

  it("keeps the UID when everything but the event's identity changes", () => {
    const before = parse(calendarFile(testEvent(), published)).entry
    const renamed = testEvent({ title: "Other", startsAt: new Date("2027-05-13T07:00:00Z") })

    const after = parse(calendarFile(renamed, { ...published, sequence: 1 })).entry
    const other = parse(calendarFile(testEvent({ id: "another" }), published)).entry

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
    const { entry } = parse(calendarFile(testEvent({ title }), published))

    expect(entry.SUMMARY).toBe(title)
  })

  it("turns every kind of line break into one, and other control characters into spaces", () => {
    const title = "a\r\nb\rc\u0000d\u0007e"

    const { entry } = parse(calendarFile(testEvent({ title }), published))

    expect(entry.SUMMARY).toBe("a\nb\nc d e")
  })

  it("stays readable for any text an organizer can type", () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 200 })

    fc.assert(
      fc.property(text, text, (title, venueName) => {
        const { entry } = parse(calendarFile(testEvent({ title, venueName }), published))
        expect(entry.SUMMARY?.replace(/\s/g, "")).toBe(title.replace(/[\p{Cc}\s]/gu, ""))
        expect(entry.URL).toBe(url)
      }),
      { numRuns: 25 },
    )
  })

  it("takes the address of a development server", () => {
    const { entry } = parse(
      calendarFile(testEvent(), { ...published, url: "http://127.0.0.1:3000/tickets/42" }),
    )

    expect(entry.URL).toBe("http://127.0.0.1:3000/tickets/42")
  })
})

describe("calendarFeed", () => {
  const mail = { url, sequence: 2, at, organizer }

  it("is read by a calendar program: its name, and each entry with its state", () => {
    const feed = calendarFeed("Fêtes du Nord", [
      { event: testEvent(), mail, isOff: false },
      { event: testEvent({ id: "off", title: "Off; really, off" }), mail, isOff: true },
    ])

    const { name, method, events = [] } = convertIcsCalendar(undefined, feed)
    expect({ name, method }).toEqual({ name: "Fêtes du Nord", method: "PUBLISH" })
    expect(events.map(({ uid, status, sequence, summary }) => [uid, status, sequence, summary])).toEqual([
      [`${testEvent().id}@gatehouse`, "CONFIRMED", 2, "Field Notes Summit"],
      ["off@gatehouse", "CANCELLED", 2, "Off; really, off"],
    ])
    for (const line of feed.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  })

  it("writes its name as texts are written", () => {
    expect(calendarFeed("Fêtes; events, and\nmore", [])).toContain(
      "\r\nNAME:Fêtes\\; events\\, and\\nmore\r\n",
    )
  })

  it("is a calendar without entries where there are none", () => {
    expect(convertIcsCalendar(undefined, calendarFeed("Events", [])).events ?? []).toEqual([])
  })
})

describe("a session of an event", () => {
  it("is an entry of its own, in its room at the venue", () => {
    const session = {
      ...{
        id: "s1",
        title: "Opening",
        room: "Loft",
        speakerIds: [],
        text: "",
        revision: 0,
        translations: {},
      },
      ...{ startsAt: new Date("2027-05-14T08:00:00Z"), endsAt: new Date("2027-05-14T08:30:00Z") },
    }

    const { entry } = parse(calendarFile(sessionSubject(testEvent(), session), published))

    expect(entry).toMatchObject({
      UID: "s1@gatehouse",
      SUMMARY: "Opening",
      DTSTART: "20270514T080000Z",
      DTEND: "20270514T083000Z",
      LOCATION: "Loft, Kraftwerk, Hall B, Köpenicker Str. 70, Berlin",
    })
  })
})

describe("a calendar program", () => {
  const attendee = { name: 'Ana "Nita" Reyes; Núñez', email: "ana@example.org" }
  const read = (options: Partial<CalendarMail> = {}, event = testEvent()) =>
    convertIcsCalendar(undefined, calendarFile(event, { ...published, ...options }))

  it.each<[CalendarMethod, string, string]>([
    ["publish", "PUBLISH", "CONFIRMED"],
    ["request", "REQUEST", "CONFIRMED"],
    ["cancel", "CANCEL", "CANCELLED"],
  ])("reads what to do from a %s", (method, expectedMethod, status) => {
    const { method: found, events = [] } = read({
      method,
      sequence: 7,
      ...(method !== "publish" && { attendee }),
    })

    expect(found).toBe(expectedMethod)
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({
      uid: `${testEvent().id}@gatehouse`,
      sequence: 7,
      status,
      stamp: { date: at },
      start: { date: testEvent().startsAt },
      end: { date: testEvent().endsAt },
      organizer: { name: "Northside Meetups", email: organizer },
    })
    expect(events[0]?.attendees ?? []).toEqual(
      method === "publish"
        ? []
        : [expect.objectContaining({ email: "ana@example.org", partstat: "ACCEPTED", rsvp: false })],
    )
  })

  it("reads every name and text back as it was written", () => {
    const event = testEvent({
      title: "Bits; bytes, and \\n",
      host: 'The "Köpenick": Club, e.V.',
      venueName: "Übersee".repeat(30),
      venueAddress: "شارع النخيل 7",
    })

    const [entry] = read({}, event).events ?? []

    expect(entry).toMatchObject({
      summary: event.title,
      location: `${event.venueName}, ${event.venueAddress}`,
      organizer: { name: "The 'Köpenick': Club, e.V." },
      url,
    })
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
    const [, name, value] = /^([A-Z-]+)(?:;[A-Z]+=(?:"[^"]*"|[^",;:]*))*:(.*)$/u.exec(line) ?? []
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
