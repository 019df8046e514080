import type { Event } from "@/lib/domain/event"

/** What every calendar shows of an event. The description stays out: it is Markdown, and calendars show it raw. */
export function calendarEntry(event: Event, url: string) {
  return {
    title: printable(event.title),
    details: printable(`${event.host}\n${url}`),
    location: printable([event.venueName, event.venueAddress].filter(Boolean).join(", ")),
  }
}

/** A name as a parameter of a calendar file, which has no way to write a quotation mark (RFC 5545 §3.2). */
export function personName(name: string): string {
  return printable(name).replaceAll("\n", " ").replaceAll('"', "'").trim()
}

/** Without control characters, which no calendar format can carry; only `\n` ends a line. */
function printable(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n]/gu, " ")
}

/** `20260514T070000Z`, ISO 8601 without separators. */
export function basicFormat(instant: Date): string {
  return instant.toISOString().replace(/[-:]|\.\d+/g, "")
}
