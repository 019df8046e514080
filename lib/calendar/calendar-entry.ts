import type { Event } from "@/lib/domain/event"

/** What every calendar shows of an event. The description stays out: it is Markdown, and calendars show it raw. */
export function calendarEntry(event: Event, url: string) {
  return {
    title: printable(event.title),
    details: printable(`${event.host}\n${url}`),
    location: printable([event.venueName, event.venueAddress].filter(Boolean).join(", ")),
  }
}

/** Without control characters, which no calendar format can carry; only `\n` ends a line. */
function printable(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n]/gu, " ")
}
