import type { Event } from "@/lib/domain/event"
import { basicFormat, calendarEntry, personName } from "./calendar-entry"

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
export function calendarFile(
  event: Event,
  { url, sequence, at, organizer, method = "publish", attendee }: CalendarMail,
): string {
  const { title, details, location } = calendarEntry(event, url)
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Gatehouse//Gatehouse//EN",
    "CALSCALE:GREGORIAN",
    `METHOD:${method.toUpperCase()}`,
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
    "END:VCALENDAR",
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join("")
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
