import { basicFormat, type CalendarSubject, calendarEntry, personName, printable } from "./calendar-entry"

/** RFC 5545 §3.1: a line has at most 75 octets; the rest goes on lines that start with a space. */
const maxLineOctets = 75

export type CalendarMail = {
  /** The page the entry leads to. */
  url: string
  /** Calendars take a changed event only with a higher one. */
  sequence: number
  /** When this was said: of two files with one sequence the later one counts. */
  at: Date
  /** The address that speaks for the event's host (RFC 5546 §3.2 wants one). */
  organizer: string
  /**
   * What the reader's calendar is to do with it (iTIP, RFC 5546). `publish`: keep a copy, if they like. `request`: here is
   * how it is now. `cancel`: it is not to be kept. Absent: `publish`.
   */
  method?: CalendarMethod
  /** Who it is sent to; a published entry is nobody's. */
  attendee?: { name: string; email: string }
}

export type CalendarMethod = "publish" | "request" | "cancel"

/** The event as an iCalendar file (RFC 5545): UTC times, and a UID that stays the same for ever. */
export function calendarFile(event: CalendarSubject, mail: CalendarMail): string {
  return write([`METHOD:${(mail.method ?? "publish").toUpperCase()}`], entryLines(event, mail))
}

/** One entry of a feed; a cancelled one is told as such, so that calendars which have it strike it out. */
export type FeedEntry = {
  event: CalendarSubject
  mail: Omit<CalendarMail, "method" | "attendee">
  isOff: boolean
}

/** Entries that a calendar subscribes to under `name`, and asks for again every few hours. */
export function calendarFeed(name: string, entries: FeedEntry[]): string {
  const title = escaped(printable(name))
  const head = [
    "METHOD:PUBLISH",
    `NAME:${title}`,
    `X-WR-CALNAME:${title}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
    "X-PUBLISHED-TTL:PT4H",
  ]
  const lines = entries.flatMap(({ event, mail, isOff }) =>
    entryLines(event, { ...mail, method: isOff ? "cancel" : "publish" }),
  )
  return write(head, lines)
}

function write(head: string[], entries: string[]): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Gatehouse//Gatehouse//EN",
    "CALSCALE:GREGORIAN",
    ...head,
    ...entries,
    "END:VCALENDAR",
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join("")
}

function entryLines(
  event: CalendarSubject,
  { url, sequence, at, organizer, method = "publish", attendee }: CalendarMail,
): string[] {
  const { title, details, location } = calendarEntry(event, url)
  return [
    "BEGIN:VEVENT",
    `UID:${event.id}@gatehouse`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${basicFormat(at)}`,
    `DTSTART:${basicFormat(event.startsAt)}`,
    `DTEND:${basicFormat(event.endsAt)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(details)}`,
    `LOCATION:${escaped(location)}`,
    `URL:${url}`,
    `STATUS:${method === "cancel" ? "CANCELLED" : "CONFIRMED"}`,
    `ORGANIZER;CN="${personName(event.host)}":mailto:${organizer}`,
    ...(attendee ? [attendeeLine(attendee)] : []),
    "END:VEVENT",
  ]
}

/** Who has a ticket comes: nobody is asked to answer an address that reads no answers. */
function attendeeLine({ name, email }: { name: string; email: string }): string {
  return `ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE;CN="${personName(name) || email}":mailto:${email}`
}

/** RFC 5545 §3.3.11. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n")
}

function folded(line: string): string {
  let text = ""
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > maxLineOctets) {
      text += "\r\n "
      octets = 1
    }
    text += character
    octets += size
  }
  return text
}
