import { and, asc, eq, inArray, isNull, lte, ne, type SQL, sql } from "drizzle-orm"
import type { GateTaskKind } from "@/lib/domain/gate-task"
import type { DeliveryFailure } from "@/lib/domain/registration"
import type { Database } from "../database"
import { gateTask } from "../schema/gate-task"
import { isFree, isLeased, isPersonBusy, leaseEnd, lockPerson } from "./work-lease"

export type GateTask = typeof gateTask.$inferSelect

export type NewGateTask = Pick<GateTask, "id" | "personId" | "kind" | "createdAt" | "runAt"> &
  Partial<
    Pick<
      GateTask,
      "registrationId" | "extraIds" | "changedFields" | "gateUserId" | "gateUsername" | "email" | "language"
    >
  >

export async function insertGateTask(db: Database, values: NewGateTask): Promise<void> {
  await db.insert(gateTask).values(values)
}

export async function findGateTask(db: Database, id: string): Promise<GateTask | null> {
  const [row] = await db.select().from(gateTask).where(eq(gateTask.id, id)).limit(1)
  return row ?? null
}

/** Every task that is about a person, the oldest first. */
export async function listGateTasks(db: Database, personId: string): Promise<GateTask[]> {
  return db
    .select()
    .from(gateTask)
    .where(eq(gateTask.personId, personId))
    .orderBy(asc(gateTask.createdAt))
    .limit(1_000)
}

export async function hasOpenTask(db: Database, personId: string, kind: GateTaskKind): Promise<boolean> {
  const open = and(eq(gateTask.personId, personId), eq(gateTask.kind, kind), isNull(gateTask.finishedAt))
  return (await db.$count(gateTask, open)) > 0
}

/** Ids of tasks to work on now, the longest waiting first. */
export async function listDueGateTasks(db: Database, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: gateTask.id })
    .from(gateTask)
    .where(and(isNull(gateTask.finishedAt), lte(gateTask.runAt, now), isFree(gateTask.lockedUntil)))
    .orderBy(asc(gateTask.runAt))
    .limit(limit)
  return rows.map((row) => row.id)
}

/**
 * Makes `owner` the only one who may perform a task until the lease ends; `renewGateTask` extends it. Null
 * when it is finished, or when anything else of the same person is being worked on: two of them could write one record.
 */
export async function claimGateTask(db: Database, id: string, owner: string): Promise<GateTask | null> {
  return db.transaction(async (tx) => {
    const task = await findGateTask(tx, id)
    if (!task) return null
    await lockPerson(tx, task.personId)
    if (await isPersonBusy(tx, task.personId)) return null
    const [row] = await tx
      .update(gateTask)
      .set({
        lockedBy: owner,
        lockedUntil: leaseEnd,
        attempts: sql`${gateTask.attempts} + 1`,
      })
      .where(and(eq(gateTask.id, id), isNull(gateTask.finishedAt)))
      .returning()
    return row ?? null
  })
}

export type GateTaskUpdate = Partial<
  Pick<
    GateTask,
    | "extraIds"
    | "gateUserId"
    | "gateUsername"
    | "email"
    | "mailedAt"
    | "lastFailure"
    | "finishedAt"
    | "attempts"
  >
>

function isHeld(id: string, owner: string): SQL | undefined {
  return and(eq(gateTask.id, id), eq(gateTask.lockedBy, owner), isLeased(gateTask.lockedUntil))
}

/** Changes a row only while `owner` holds it, and renews the lease; false means that it was lost. */
export async function updateClaimedTask(
  db: Database,
  id: string,
  owner: string,
  values: GateTaskUpdate,
): Promise<boolean> {
  const updated = await db
    .update(gateTask)
    .set({ ...values, lockedUntil: leaseEnd })
    .where(isHeld(id, owner))
    .returning({ id: gateTask.id })
  return updated.length === 1
}

/** Extends the lease of whoever performs a task; false: it had ended. */
export function renewGateTask(db: Database, id: string, owner: string): Promise<boolean> {
  return updateClaimedTask(db, id, owner, {})
}

/** Lets go of a task; unless it is finished it is due again at `runAt`. */
export async function releaseGateTask(
  db: Database,
  id: string,
  owner: string,
  change: { runAt: Date; lastFailure?: DeliveryFailure; attempts?: number },
): Promise<void> {
  await db
    .update(gateTask)
    .set({ ...change, lockedBy: null, lockedUntil: null })
    .where(and(eq(gateTask.id, id), eq(gateTask.lockedBy, owner)))
}

/** Whether a task only waits for its hour: a handover for its day, a network pass for its opening. */
export function isResting(at: SQL): SQL | undefined {
  const kinds: GateTaskKind[] = ["hand_over_record", "set_network_pass"]
  return and(inArray(gateTask.kind, kinds), eq(gateTask.extraIds, []), sql`${gateTask.runAt} > ${at}`)
}

/** Takes over what other tasks of this kind ask for: whoever reads afterwards sees all that made them. */
export async function absorbTasks(db: Database, { id, personId, kind }: GateTask): Promise<void> {
  await db
    .delete(gateTask)
    .where(
      and(
        eq(gateTask.personId, personId),
        eq(gateTask.kind, kind),
        ne(gateTask.id, id),
        isNull(gateTask.finishedAt),
        isFree(gateTask.lockedUntil),
      ),
    )
}

/** Ends tasks nobody has to perform any more, because the whole account goes. */
export async function finishOpenTasks(
  db: Database,
  personId: string,
  kinds: GateTaskKind[],
  now: Date,
): Promise<void> {
  await db
    .update(gateTask)
    .set({ finishedAt: now, email: null, gateUsername: null, lockedBy: null, lockedUntil: null })
    .where(and(eq(gateTask.personId, personId), inArray(gateTask.kind, kinds), isNull(gateTask.finishedAt)))
}
