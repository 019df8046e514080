import { eq, sql } from "drizzle-orm"
import type { Database } from "./database"
import { registration } from "./schema/registration"

/** Lets `ms` milliseconds pass for every lease: they end by the database's clock, which no test can move. */
export async function ageLeases(db: Database, ms: number): Promise<void> {
  for (const table of ["registration", "gate_task", "gate_sync", "bulk_job", "wallet_pass"]) {
    await db.execute(sql`
      update ${sql.identifier(table)} set locked_until = locked_until - ${ms} * interval '1 millisecond'
      where locked_until is not null`)
  }
}

/** In how many milliseconds the lease of a registration ends; negative when it has, null when there is none. */
export async function leaseLeftMs(db: Database, id: string): Promise<number | null> {
  const left = sql<number>`extract(epoch from ${registration.lockedUntil} - clock_timestamp()) * 1000`
  const [row] = await db
    .select({ left: left.mapWith(Number) })
    .from(registration)
    .where(eq(registration.id, id))
  return row?.left ?? null
}
