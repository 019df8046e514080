import { eq, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm"
import type { PgColumn } from "drizzle-orm/pg-core"
import type { Database } from "../database"
import { gateSync } from "../schema/gate-sync"
import { gateTask } from "../schema/gate-task"
import { bulkJob } from "../schema/organizer"
import { person } from "../schema/person"
import { registration } from "../schema/registration"
import { walletPass } from "../schema/wallet"

/**
 * When a lease that is taken or renewed now ends: a dead worker's work is free 15 seconds after its last renewal. Longer
 * than a POST to GATE may take (10 s), for the journal renews right before each. By the clock of the database, which is
 * one for all machines: one whose own clock jumps frees nobody's work. Not `now()`, which stands still in a transaction
 * that waits for a row.
 */
export const leaseEnd: SQL<Date> = sql`clock_timestamp() + interval '15 seconds'`

/** Whether a lease holds. */
export function isLeased(lockedUntil: PgColumn): SQL {
  return sql`${lockedUntil} > clock_timestamp()`
}

/** Whether nobody has it in hands. */
export function isFree(lockedUntil: PgColumn): SQL | undefined {
  return or(isNull(lockedUntil), sql`${lockedUntil} <= clock_timestamp()`)
}

/** Two claims of one person cannot pass each other while one of them holds the person's row. */
export async function lockPerson(
  tx: Database,
  personId: string,
): Promise<typeof person.$inferSelect | undefined> {
  const [row] = await tx.select().from(person).where(eq(person.id, personId)).for("update")
  return row
}

/** The same for the person of a registration. */
export async function lockPersonOf(tx: Database, registrationId: string): Promise<void> {
  const owner = tx
    .select({ id: registration.personId })
    .from(registration)
    .where(eq(registration.id, registrationId))
  await tx.select({ id: person.id }).from(person).where(inArray(person.id, owner)).for("update")
}

/** Whether any process holds a registration or a task of this person, as a condition. */
export function personIsBusy(personId: SQL): SQL {
  return sql`(
    exists (select from "registration" as busy where busy.person_id = ${personId} and busy.locked_until > clock_timestamp())
    or exists (select from "gate_task" as busy where busy.person_id = ${personId} and busy.locked_until > clock_timestamp()))`
}

/** Whether any process holds a registration or a task of this person. */
export async function isPersonBusy(tx: Database, personId: string): Promise<boolean> {
  const [row] = await tx
    .select({ isBusy: sql<boolean>`${personIsBusy(sql`${person.id}`)}` })
    .from(person)
    .where(eq(person.id, personId))
  return row?.isBusy ?? false
}

/**
 * Frees at once what a killed process held. Only for PGlite, where holding the data directory's lock proves that no other
 * process works; on a shared PostgreSQL leases end by themselves.
 */
export async function endAllLeases(db: Database): Promise<void> {
  const ended = { lockedUntil: null }
  await db.update(registration).set(ended).where(isNotNull(registration.lockedUntil))
  await db.update(gateTask).set(ended).where(isNotNull(gateTask.lockedUntil))
  await db.update(gateSync).set(ended).where(isNotNull(gateSync.lockedUntil))
  await db.update(bulkJob).set(ended).where(isNotNull(bulkJob.lockedUntil))
  await db.update(walletPass).set(ended).where(isNotNull(walletPass.lockedUntil))
}
