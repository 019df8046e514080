import "server-only"
import { getLocale } from "next-intl/server"
import { cache } from "react"
import { findPublishedEvent, listPublishedEvents } from "@/lib/db/queries/events"
import { type Event, type EventWithQuestions, localiseEvent } from "@/lib/domain/event"
import { runtime } from "@/lib/runtime"
import { nothingHere } from "./nothing-here"

/** The published event of a slug in the reader's language; a 404 for anything else. Read once a request. */
export const loadEvent = cache(async (slug: string): Promise<EventWithQuestions> => {
  const { db } = await runtime()
  return localiseEvent((await findPublishedEvent(db, slug)) ?? nothingHere(), await getLocale())
})

/** Events to show on the front page, and the time they were read at. */
export async function loadEvents(): Promise<{ events: Event[]; now: Date }> {
  const { db, clock } = await runtime()
  const now = clock()
  const events = await listPublishedEvents(db, now)
  const language = await getLocale()
  return { events: events.map((event) => localiseEvent(event, language)), now }
}
