import { randomUUID } from "node:crypto"
import type { EventDescription } from "@/lib/domain/event"
import { addEvent } from "@/lib/events/add-event"
import type { Site } from "./site"

const dayMs = 24 * 60 * 60_000

/** The instant this many days from now. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * dayMs).toISOString()
}

/** An event in a month with a slug of its own. */
export function smallEvent(changed: Partial<EventDescription>): EventDescription {
  return {
    slug: `small-${randomUUID()}`,
    title: "Lamp Repair Evening",
    host: "Northside Meetups",
    description: "Bring a lamp.",
    startsAt: inDays(30),
    endsAt: inDays(30.2),
    timeZone: "Europe/Berlin",
    venueName: "Workshop 3",
    organization: { name: "northside", id: "1" },
    terms: "Be kind.",
    ...changed,
  }
}

/** Publishes events of their own for one test, in a month; answers their paths. */
export async function publishAll(site: Site, all: Partial<EventDescription>[]): Promise<string[]> {
  const events = all.map(smallEvent)
  await site.change(async (db) => {
    const context = { db, clock: () => new Date(), newId: randomUUID }
    for (const event of events) await addEvent(context, event)
  })
  return events.map(({ slug }) => `/e/${slug}`)
}

/** Publishes one event as `publishAll` does; returns its path. */
export async function publish(site: Site, changed: Partial<EventDescription> = {}): Promise<string> {
  const [path = ""] = await publishAll(site, [changed])
  return path
}
