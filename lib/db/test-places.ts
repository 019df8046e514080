import { and, eq, sql } from "drizzle-orm"
import type { Database } from "./database"
import { holdsPlaceNow } from "./queries/registrations"
import { event } from "./schema/event"
import { registration } from "./schema/registration"

/** The counter of an event's places beside the registrations that hold one: for tests, the two must agree. */
export async function countPlaces(db: Database, eventId: string): Promise<{ taken: number; held: number }> {
  const [row] = await db.select({ taken: event.taken }).from(event).where(eq(event.id, eventId))
  const held = await db.$count(registration, and(eq(registration.eventId, eventId), holdsPlaceNow))
  return { taken: row?.taken ?? 0, held }
}

/** How many wait, as the event's row has it. */
export async function countWaiting(db: Database, eventId: string): Promise<number | undefined> {
  const [row] = await db.select({ waiting: event.waiting }).from(event).where(eq(event.id, eventId))
  return row?.waiting
}

/** Counts one place more, as a claim would that forgot to look whether one is free. */
export async function overcount(db: Database, eventId: string): Promise<void> {
  await db
    .update(event)
    .set({ taken: sql`${event.taken} + 1` })
    .where(eq(event.id, eventId))
}
