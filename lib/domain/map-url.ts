import type { Event } from "./event"

/** A map of the world that searches for an event's place; it is opened, and nothing of it stands in our pages. */
export function mapUrl({ venueName, venueAddress }: Pick<Event, "venueName" | "venueAddress">): string {
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(venueAddress ?? venueName)}`
}
