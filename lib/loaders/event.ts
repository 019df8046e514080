import "server-only"
import { getLocale } from "next-intl/server"
import { cache } from "react"
import { findPublishedEvent, listPastEvents, listPublishedEvents } from "@/lib/db/queries/events"
import { type Event, type EventWithQuestions, localiseEvent } from "@/lib/domain/event"
import { runtime } from "@/lib/runtime"
import { nothingHere } from "./nothing-here"

/** The published event of a slug in the reader's language; a 404 for anything else. Read once a request. */
export const loadEvent = cache(async (slug: string): Promise<EventWithQuestions> => {
  const { db } = await runtime()
  return localiseEvent((await findPublishedEvent(db, slug)) ?? nothingHere(), await getLocale())
})

/** With more than this many the front page offers a search. */
const manyEvents = 10

const mostPast = 12

const mostWords = 8

/**
 * What the front page shows at the time it was read: events to come, those alone that `search` names; those that are over, unless
 * somebody searches; and whether there are so many that one would search.
 */
export async function loadEvents(
  search: string,
): Promise<{ events: Event[]; past: Event[]; isMany: boolean; now: Date }> {
  const { db, clock } = await runtime()
  const now = clock()
  const words = search.split(/\s+/).filter(Boolean).slice(0, mostWords)
  const events = await listPublishedEvents(db, now, { words })
  const past = words.length === 0 ? await listPastEvents(db, now, { limit: mostPast }) : []
  const language = await getLocale()
  const inLanguage = (event: Event) => localiseEvent(event, language)
  const isMany = words.length > 0 || events.length > manyEvents
  return { events: events.map(inLanguage), past: past.map(inLanguage), isMany, now }
}
