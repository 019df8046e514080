import type { Database } from "@/lib/db/database"
import { insertEvent } from "@/lib/db/queries/events"
import { type EventDescription, newEventSchema } from "@/lib/domain/event"

export type AddEventContext = { db: Database; clock: () => Date; newId: () => string }

/**
 * Publishes an event. False when the slug is taken.
 * @throws ZodError naming every part of the description that cannot be used
 */
export async function addEvent(
  { db, clock, newId }: AddEventContext,
  description: EventDescription,
): Promise<boolean> {
  const event = newEventSchema.parse(description)
  const questions = event.questions.map((question) => ({ ...question, id: newId() }))
  const languages = ["en", ...Object.keys(event.translations)]
  const now = clock()
  return insertEvent(db, { ...event, languages, questions, id: newId(), publishedAt: now, createdAt: now })
}
