import { and, asc, eq, isNull, lte, sql } from "drizzle-orm"
import type { Database } from "../database"
import { event } from "../schema/event"
import { gateSync, gateSyncPace } from "../schema/gate-sync"
import { withQuestions } from "./events"
import { isFree, isLeased, leaseEnd } from "./work-lease"

export type GateSync = typeof gateSync.$inferSelect

const paceWindowMs = 60_000

const paceRow = 1

/** Until its retention period ends, an event's records are of interest. */
const isKept = (now: Date) =>
  sql`${event.endsAt} + make_interval(days => ${event.retentionDays}) > ${now.toISOString()}::timestamptz`

/** Makes a row for every organization that has none yet and has an event whose data is kept. */
export async function ensureGateSyncs(db: Database, now: Date): Promise<void> {
  const rows = await db
    .selectDistinct({ organizationId: event.organizationId })
    .from(event)
    .leftJoin(gateSync, eq(gateSync.organizationId, event.organizationId))
    .where(and(isKept(now), isNull(gateSync.organizationId)))
  if (rows.length === 0) return
  await db
    .insert(gateSync)
    .values(rows.map((row) => ({ ...row, runAt: now })))
    .onConflictDoNothing()
}

/** Organizations to walk now, the longest waiting first; not those whose events are all over for good. */
export async function listDueGateSyncs(db: Database, now: Date): Promise<string[]> {
  const hasEvents = sql`exists (select from ${event} where ${event.organizationId} = ${gateSync.organizationId} and ${isKept(now)})`
  const rows = await db
    .select({ id: gateSync.organizationId })
    .from(gateSync)
    .where(and(lte(gateSync.runAt, now), isFree(gateSync.lockedUntil), hasEvents))
    .orderBy(asc(gateSync.runAt))
    .limit(100)
  return rows.map(({ id }) => id)
}

/**
 * Makes `owner` the only one who walks an organization's records until the lease ends; `updateGateSync` extends it. Null
 * when it is not due or taken.
 */
export async function claimGateSync(
  db: Database,
  organizationId: string,
  { owner, now }: { owner: string; now: Date },
): Promise<GateSync | null> {
  const [row] = await db
    .update(gateSync)
    .set({ lockedBy: owner, lockedUntil: leaseEnd })
    .where(
      and(
        eq(gateSync.organizationId, organizationId),
        lte(gateSync.runAt, now),
        isFree(gateSync.lockedUntil),
      ),
    )
    .returning()
  return row ?? null
}

export type GateSyncChange = Partial<
  Pick<
    GateSync,
    | "run"
    | "offset"
    | "total"
    | "startedAt"
    | "listedAt"
    | "checkedTo"
    | "finishedAt"
    | "runAt"
    | "attempts"
    | "lastFailure"
  >
>

/** Writes how far a walk came and extends its lease; null means that the lease was lost. */
export async function updateGateSync(
  db: Database,
  organizationId: string,
  owner: string,
  change: GateSyncChange = {},
): Promise<GateSync | null> {
  const [row] = await db
    .update(gateSync)
    .set({ ...change, lockedUntil: leaseEnd })
    .where(
      and(
        eq(gateSync.organizationId, organizationId),
        eq(gateSync.lockedBy, owner),
        isLeased(gateSync.lockedUntil),
      ),
    )
    .returning()
  return row ?? null
}

export async function releaseGateSync(
  db: Database,
  organizationId: string,
  owner: string,
  change: GateSyncChange = {},
): Promise<void> {
  await db
    .update(gateSync)
    .set({ ...change, lockedBy: null, lockedUntil: null })
    .where(and(eq(gateSync.organizationId, organizationId), eq(gateSync.lockedBy, owner)))
}

/** The walk of an organization is due now, unless GATE failed last and is given time. */
export async function hastenGateSync(db: Database, organizationId: string, now: Date): Promise<void> {
  await db
    .update(gateSync)
    .set({ runAt: now })
    .where(
      and(
        eq(gateSync.organizationId, organizationId),
        isNull(gateSync.lastFailure),
        sql`${gateSync.runAt} > ${now.toISOString()}::timestamptz`,
      ),
    )
}

export async function findGateSync(db: Database, organizationId: string): Promise<GateSync | null> {
  const [row] = await db.select().from(gateSync).where(eq(gateSync.organizationId, organizationId)).limit(1)
  return row ?? null
}

/**
 * Takes leave for one call to GATE; false when `perMinute` were made in the last minute, on whatever machine: one
 * conditional update of one row.
 */
export async function takeGateCall(db: Database, now: Date, perMinute: number): Promise<boolean> {
  const at = sql`${now.toISOString()}::timestamptz`
  const since = sql`${new Date(now.getTime() - paceWindowMs).toISOString()}::timestamptz`
  const recent = sql`select made from unnest(${gateSyncPace.calls}) as made where made > ${since}`
  const taken = await db
    .insert(gateSyncPace)
    .values({ id: paceRow, calls: sql`array[${at}]` })
    .onConflictDoUpdate({
      target: gateSyncPace.id,
      set: { calls: sql`array(${recent}) || ${at}` },
      setWhere: sql`(select count(*) from (${recent}) as recent) < ${perMinute}`,
    })
    .returning({ id: gateSyncPace.id })
  return taken.length === 1
}

/** The events of an organization whose data is kept, with the questions they ask. */
export async function listKeptEvents(db: Database, organizationId: string, now: Date) {
  const rows = await db
    .select()
    .from(event)
    .where(and(eq(event.organizationId, organizationId), isKept(now)))
    .limit(1_000)
  return Promise.all(rows.map((row) => withQuestions(db, row)))
}
