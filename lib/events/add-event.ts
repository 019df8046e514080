import type { Database } from "@/lib/db/database"
import { insertEvent } from "@/lib/db/queries/events"
import { writePageContent } from "@/lib/db/queries/page-content"
import { type EventDescription, newEventSchema } from "@/lib/domain/event"
import type { PageContent } from "@/lib/domain/page-content"

export type AddEventContext = { db: Database; clock: () => Date; newId: () => string }

/**
 * Publishes an event, with what its page says beside the description. False when the slug is taken.
 * @throws ZodError naming every part of the description that cannot be used
 */
export async function addEvent(
  { db, clock, newId }: AddEventContext,
  description: EventDescription,
  page?: PageContent,
): Promise<boolean> {
  const event = newEventSchema.parse(description)
  const questions = event.questions.map((question) => ({ ...question, id: newId() }))
  const languages = ["en", ...Object.keys(event.translations)]
  const now = clock()
  const id = newId()
  return db.transaction(async (tx) => {
    const values = { ...event, languages, questions, id, publishedAt: now, createdAt: now }
    const isInserted = await insertEvent(tx, values)
    if (isInserted && page) await writePageContent(tx, id, page, 0)
    return isInserted
  })
}
