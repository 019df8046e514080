import { and, asc, eq, gt, inArray, isNotNull, sql } from "drizzle-orm"
import type { Database } from "../database"
import { attendeeCount } from "../schema/attendee-count"
import { event } from "../schema/event"
import { registration } from "../schema/registration"

/** Events whose attendee counts are spread over more than `rows` differences. */
export async function listSpreadCounts(db: Database, rows: number, limit: number): Promise<string[]> {
  const spread = await db
    .select({ eventId: attendeeCount.eventId })
    .from(attendeeCount)
    .groupBy(attendeeCount.eventId)
    .having(gt(sql`count(*)`, rows))
    .limit(limit)
  return spread.map(({ eventId }) => eventId)
}

/**
 * Replaces the differences of an event by their sums in one statement: whoever counts meanwhile sees the old rows or the
 * new ones, and of two who do this at once each adds up only the rows it took away itself.
 */
export async function addUpCounts(db: Database, eventId: string): Promise<void> {
  await db.execute(sql`
    with gone as (
      delete from ${attendeeCount} where ${eq(attendeeCount.eventId, eventId)} returning status, change
    )
    insert into ${attendeeCount} (event_id, status, change)
    select ${eventId}::uuid, status, sum(change) from gone group by status having sum(change) <> 0`)
}

/** An event whose attendees' list columns are older than its questions, and after whom to go on. */
export type Reindex = { eventId: string; version: number; after: string }

export async function findReindex(db: Database): Promise<Reindex | null> {
  const [row] = await db
    .select({ eventId: event.id, version: event.version, after: sql<string>`${event.reindexAfter}` })
    .from(event)
    .where(isNotNull(event.reindexAfter))
    .limit(1)
  return row ?? null
}

/** Derives the list columns of the next `limit` attendees anew; returns the last one, or null when none was left. */
export async function deriveAgain(
  db: Database,
  { eventId, after }: Reindex,
  limit: number,
): Promise<string | null> {
  const next = db
    .select({ id: registration.id })
    .from(registration)
    .where(and(eq(registration.eventId, eventId), gt(registration.id, after)))
    .orderBy(asc(registration.id))
    .limit(limit)
  const derived = await db
    .update(registration)
    .set({ answers: sql`${registration.answers}` })
    .where(and(eq(registration.eventId, eventId), inArray(registration.id, next)))
    .returning({ id: registration.id })
  return (
    derived
      .map(({ id }) => id)
      .sort()
      .at(-1) ?? null
  )
}

/** Notes how far a reindex is, null at its end. False when the questions changed meanwhile: then it begins anew. */
export async function moveReindex(
  db: Database,
  { eventId, version, after }: Reindex,
  next: string | null,
): Promise<boolean> {
  const moved = await db
    .update(event)
    .set({ reindexAfter: next })
    .where(and(eq(event.id, eventId), eq(event.version, version), eq(event.reindexAfter, after)))
    .returning({ id: event.id })
  return moved.length === 1
}
