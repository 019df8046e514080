import type { Event } from "@/lib/domain/event"
import type { Session } from "@/lib/domain/page-content"

/** What calendars know of an event, or of a session of one. */
export type CalendarSubject = Pick<
  Event,
  "id" | "title" | "host" | "startsAt" | "endsAt" | "venueName" | "venueAddress"
>

/** A session as calendars know it: its room is at the event's venue. */
export function sessionSubject(event: CalendarSubject, session: Session): CalendarSubject {
  const { id, title, startsAt, endsAt, room } = session
  return {
    ...event,
    id,
    title,
    startsAt,
    endsAt,
    venueName: [room, event.venueName].filter(Boolean).join(", "),
  }
}

/** What every calendar shows of an event. The description stays out: it is Markdown, and calendars show it raw. */
export function calendarEntry(event: CalendarSubject, url: string) {
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
export function printable(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n]/gu, " ")
}

/** `20260514T070000Z`, ISO 8601 without separators. */
export function basicFormat(instant: Date): string {
  return instant.toISOString().replace(/[-:]|\.\d+/g, "")
}
