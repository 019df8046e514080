import type { Event } from "@/lib/domain/event"
import { basicFormat, calendarEntry } from "./calendar-entry"

/** Opens Google Calendar with the event filled in. `url` is the page the entry leads to. */
export function googleCalendarUrl(event: Event, url: string): string {
  const { title, details, location } = calendarEntry(event, url)
  return link("https://calendar.google.com/calendar/render", {
    action: "TEMPLATE",
    text: title,
    dates: `${basicFormat(event.startsAt)}/${basicFormat(event.endsAt)}`,
    ctz: event.timeZone,
    details,
    location,
  })
}

/** Opens Outlook on the web with the event filled in. `url` is the page the entry leads to. */
export function outlookCalendarUrl(event: Event, url: string): string {
  const { title, details, location } = calendarEntry(event, url)
  return link("https://outlook.live.com/calendar/0/deeplink/compose", {
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: title,
    startdt: event.startsAt.toISOString(),
    enddt: event.endsAt.toISOString(),
    body: details,
    location,
  })
}

/** Not `URLSearchParams`: it writes a space as `+`, and Outlook shows the plus. */
function link(address: string, parameters: Record<string, string>): string {
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${address}?${query.join("&")}`
}
