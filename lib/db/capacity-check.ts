import type { Database } from "./database"
import { hasCapacityCheck } from "./queries/examination"

/**
 * Refuses to go on without the constraint that holds places to the capacity whatever code does (reliability C5): a
 * restore or a hand at the database may have lost it, and nobody would notice before an event is oversold.
 * @throws Error
 */
export async function requireCapacityCheck(db: Database): Promise<void> {
  if (await hasCapacityCheck(db)) return
  throw new Error(
    "The database has lost the constraint event_taken_is_within_capacity, which keeps events from being oversold. Restore it before the site starts.",
  )
}
