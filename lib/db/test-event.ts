import { eq } from "drizzle-orm"
import type { Database } from "./database"
import { event } from "./schema/event"

/** Moves an event, as its editor does. */
export async function setEventTimes(
  db: Database,
  id: string,
  times: Partial<Pick<typeof event.$inferSelect, "startsAt" | "endsAt" | "doorsAt">>,
): Promise<void> {
  await db.update(event).set(times).where(eq(event.id, id))
}
