import { eq, inArray } from "drizzle-orm"
import type { Database } from "./database"
import { attendeeCount } from "./schema/attendee-count"
import { person } from "./schema/person"
import { registration } from "./schema/registration"

/** How many registrations of an event have each status, counted one by one: for tests, to compare the sums with. */
export async function countRegistrations(db: Database, eventId: string): Promise<Record<string, number>> {
  const rows = await db
    .select({ status: registration.status })
    .from(registration)
    .where(eq(registration.eventId, eventId))
  const counts: Record<string, number> = {}
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

/** How many differences an event's counts are the sum of. */
export async function countDifferences(db: Database, eventId: string): Promise<number> {
  return db.$count(attendeeCount, eq(attendeeCount.eventId, eventId))
}

/** Deletes registrations with the people they belong to. */
export async function deleteRegistrations(db: Database, ids: string[]): Promise<void> {
  const gone = await db
    .delete(registration)
    .where(inArray(registration.id, ids))
    .returning({ personId: registration.personId })
  const people = gone.map(({ personId }) => personId)
  await db.delete(person).where(inArray(person.id, people))
}
