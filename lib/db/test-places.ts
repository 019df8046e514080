import { and, eq, notInArray } from "drizzle-orm"
import type { Database } from "./database"
import { event } from "./schema/event"
import { registration } from "./schema/registration"

/** The counter of an event's places beside the registrations that hold one: for tests, the two must agree. */
export async function countPlaces(db: Database, eventId: string): Promise<{ taken: number; held: number }> {
  const [row] = await db.select({ taken: event.taken }).from(event).where(eq(event.id, eventId))
  const held = await db.$count(
    registration,
    and(eq(registration.eventId, eventId), notInArray(registration.step, ["cancelled"])),
  )
  return { taken: row?.taken ?? 0, held }
}
