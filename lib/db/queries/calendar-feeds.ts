import { eq } from "drizzle-orm"
import type { Database } from "../database"
import { calendarFeed } from "../schema/calendar-feed"
import { person } from "../schema/person"

export type CalendarFeedRow = typeof calendarFeed.$inferSelect

export async function findCalendarFeed(db: Database, personId: string): Promise<CalendarFeedRow | null> {
  const [row] = await db.select().from(calendarFeed).where(eq(calendarFeed.personId, personId)).limit(1)
  return row ?? null
}

/** Whose calendar has this nonce, and the language they read. */
export async function findFeedOwner(
  db: Database,
  nonce: string,
): Promise<{ personId: string; language: string } | null> {
  const [row] = await db
    .select({ personId: calendarFeed.personId, language: person.language })
    .from(calendarFeed)
    .innerJoin(person, eq(person.id, calendarFeed.personId))
    .where(eq(calendarFeed.nonce, nonce))
    .limit(1)
  return row ?? null
}

/** Gives somebody's calendar an address in place of the one it may have. */
export async function writeCalendarFeed(db: Database, values: CalendarFeedRow): Promise<void> {
  const { personId: _, ...set } = values
  await db.insert(calendarFeed).values(values).onConflictDoUpdate({ target: calendarFeed.personId, set })
}

/** Takes the calendar's address away, whatever it is. */
export async function deleteCalendarFeed(db: Database, personId: string): Promise<void> {
  await db.delete(calendarFeed).where(eq(calendarFeed.personId, personId))
}
