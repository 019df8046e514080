import { createEvent } from "ics"
import type { Event } from "@/lib/domain/event"
import { calendarEntry } from "./calendar-entry"

/** RFC 5545 §3.1: a line has at most 75 octets; the rest goes on lines that start with a space. */
const maxLineOctets = 75

/**
 * The event as an iCalendar file (RFC 5545): UTC times, METHOD:PUBLISH, a UID that stays the same for ever.
 * `url` is the page the entry leads to. Calendars take a changed event only with a higher `sequence`.
 */
export function calendarFile(event: Event, { url, sequence }: { url: string; sequence: number }): string {
  const { title, details, location } = calendarEntry(event, url)
  const { error, value } = createEvent({
    productId: "-//Gatehouse//Gatehouse//EN",
    method: "PUBLISH",
    uid: `${event.id}@gatehouse`,
    sequence,
    start: event.startsAt.getTime(),
    end: event.endsAt.getTime(),
    title,
    description: details,
    location,
    url,
    status: "CONFIRMED",
  })
  if (value === null) throw new Error(`No calendar file for event ${event.id}: ${error?.message}`)
  return foldedByOctets(value)
}

/** `ics` folds after 75 characters, which is up to 300 octets: "Köpenicker Straße" already breaks the limit. */
function foldedByOctets(file: string): string {
  return file
    .replaceAll("\r\n\t", "")
    .split("\r\n")
    .map((line) => folded(line))
    .join("\r\n")
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
