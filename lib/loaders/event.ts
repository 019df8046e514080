import "server-only"
import { notFound } from "next/navigation"
import { cache } from "react"
import { findPublishedEvent, listPublishedEvents } from "@/lib/db/queries/events"
import type { Event, EventWithQuestions } from "@/lib/domain/event"
import { runtime } from "@/lib/runtime"

/** The published event of a slug; a 404 for anything else. Read once a request. */
export const loadEvent = cache(async (slug: string): Promise<EventWithQuestions> => {
  const { db } = await runtime()
  return (await findPublishedEvent(db, slug)) ?? notFound()
})

/** Events to show on the front page, and the time they were read at. */
export async function loadEvents(): Promise<{ events: Event[]; now: Date }> {
  const { db, clock } = await runtime()
  const now = clock()
  return { events: await listPublishedEvents(db, now), now }
}
