import { asc, eq } from "drizzle-orm"
import type { Database } from "./database"
import { registrationEvent } from "./schema/registration"

/** Ids of the rows of a registration's trail, in their order. */
export async function listEntryRows(db: Database, registrationId: string): Promise<number[]> {
  const rows = await db
    .select({ id: registrationEvent.id })
    .from(registrationEvent)
    .where(eq(registrationEvent.registrationId, registrationId))
    .orderBy(asc(registrationEvent.position))
  return rows.map(({ id }) => id)
}
