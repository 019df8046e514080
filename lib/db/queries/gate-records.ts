import { and, asc, count, eq, inArray, isNotNull, isNull, lt, lte, ne, sql } from "drizzle-orm"
import type { GateProblem, ShownGateProblem } from "@/lib/domain/gate-problem"
import type { Database } from "../database"
import { event } from "../schema/event"
import { gateRecord } from "../schema/gate-sync"
import { person } from "../schema/person"
import { registration } from "../schema/registration"

export type GateRecordRow = typeof gateRecord.$inferSelect

/** What GATE said last of these records, by id. */
export async function findGateRecords(db: Database, extraIds: string[]): Promise<Map<string, GateRecordRow>> {
  if (extraIds.length === 0) return new Map()
  const rows = await db.select().from(gateRecord).where(inArray(gateRecord.extraId, extraIds))
  return new Map(rows.map((row) => [row.extraId, row]))
}

export async function saveGateRecord(db: Database, row: GateRecordRow): Promise<void> {
  await db.insert(gateRecord).values(row).onConflictDoUpdate({ target: gateRecord.extraId, set: row })
}

/** These were there again and said nothing new. */
export async function markGateRecordsSeen(
  db: Database,
  extraIds: string[],
  seen: { run: number; seenAt: Date },
): Promise<void> {
  if (extraIds.length === 0) return
  await db.update(gateRecord).set(seen).where(inArray(gateRecord.extraId, extraIds))
}

/** Changes what is known of a record, if it is still known. */
export async function updateGateRecord(
  db: Database,
  extraId: string,
  change: Partial<Omit<GateRecordRow, "extraId">>,
): Promise<void> {
  await db.update(gateRecord).set(change).where(eq(gateRecord.extraId, extraId))
}

export async function deleteGateRecord(db: Database, extraId: string): Promise<void> {
  await db.delete(gateRecord).where(eq(gateRecord.extraId, extraId))
}

/** The record that waits longest to be adopted, or null. */
export async function findRecordToAdopt(
  db: Database,
  organizationId: string,
  now: Date,
): Promise<GateRecordRow | null> {
  const [row] = await db
    .select()
    .from(gateRecord)
    .where(and(eq(gateRecord.organizationId, organizationId), lte(gateRecord.adoptAt, now)))
    .orderBy(asc(gateRecord.adoptAt))
    .limit(1)
  return row ?? null
}

/** Forgets records nobody here belongs to that a whole walk did not meet: GATE has them no more. */
export async function deleteUnseenOrphans(db: Database, organizationId: string, run: number): Promise<void> {
  await db
    .delete(gateRecord)
    .where(
      and(
        eq(gateRecord.organizationId, organizationId),
        lt(gateRecord.run, run),
        isNull(gateRecord.registrationId),
      ),
    )
}

/** Erases what GATE said of records of events whose retention period is over. */
export async function deleteExpiredGateRecords(db: Database, now: Date): Promise<void> {
  const isOver = sql`${event.endsAt} + make_interval(days => ${event.retentionDays}) <= ${now.toISOString()}::timestamptz`
  const over = db.select({ slug: event.slug }).from(event).where(isOver)
  await db.delete(gateRecord).where(inArray(gateRecord.eventSlug, over))
}

/** How many records of an event have which problem; those of other organizations are none of its organizers' business. */
export async function countGateProblems(
  db: Database,
  eventSlug: string,
): Promise<Partial<Record<GateProblem, number>>> {
  const rows = await db
    .select({ problem: gateRecord.problem, records: count() })
    .from(gateRecord)
    .where(
      and(
        eq(gateRecord.eventSlug, eventSlug),
        isNotNull(gateRecord.problem),
        ne(gateRecord.problem, "foreign"),
      ),
    )
    .groupBy(gateRecord.problem)
  return Object.fromEntries(rows.map(({ problem, records }) => [problem, Number(records)]))
}

export type ProblemRecord = {
  extraId: string
  parentId: string | null
  problem: ShownGateProblem
  seenAt: Date
  /** The registration of the same person for the event, if there is one. */
  registrationId: string | null
  name: string | null
}

/** Records of an event that have a problem, the longest known first. */
export async function listProblemRecords(
  db: Database,
  { id, slug }: { id: string; slug: string },
  limit: number,
): Promise<ProblemRecord[]> {
  const rows = await db
    .select({
      extraId: gateRecord.extraId,
      parentId: gateRecord.parentId,
      problem: gateRecord.problem,
      seenAt: gateRecord.seenAt,
      registrationId: registration.id,
      firstName: registration.firstName,
      lastName: registration.lastName,
    })
    .from(gateRecord)
    .leftJoin(person, eq(person.gateUserId, gateRecord.parentId))
    .leftJoin(registration, and(eq(registration.personId, person.id), eq(registration.eventId, id)))
    .where(
      and(eq(gateRecord.eventSlug, slug), isNotNull(gateRecord.problem), ne(gateRecord.problem, "foreign")),
    )
    .orderBy(asc(gateRecord.problem), asc(gateRecord.extraId))
    .limit(limit)
  return rows.flatMap(({ problem, firstName, lastName, ...row }) =>
    problem && problem !== "foreign"
      ? [{ ...row, problem, name: firstName === null ? null : `${firstName} ${lastName}`.trim() }]
      : [],
  )
}
