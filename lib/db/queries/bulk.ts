import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, type SQL, sql } from "drizzle-orm"
import type { AttendeeQuery } from "@/lib/domain/attendee-query"
import type { BulkAction, BulkOutcome } from "@/lib/domain/bulk"
import type { Database } from "../database"
import { bulkItem, bulkJob } from "../schema/organizer"
import { registration } from "../schema/registration"
import { attendeeFilter, type FilteredEvent } from "./attendee-filter"
import { hasTicketNow } from "./registrations"
import { isFree, leaseEnd } from "./work-lease"

export type BulkJob = Omit<typeof bulkJob.$inferSelect, "action"> & { action: BulkAction }

/**
 * Who is meant: attendees by id, everybody a query finds now (`isOfTicketsAlone`: who has a ticket), or for whom an earlier
 * job did something.
 */
export type BulkSelection =
  | { ids: string[] }
  | { query: AttendeeQuery; event: FilteredEvent; isOfTicketsAlone?: boolean }
  | { doneIn: string }

function selected(eventId: string, selection: BulkSelection): SQL | undefined {
  const ofEvent = eq(registration.eventId, eventId)
  if ("ids" in selection) return and(ofEvent, inArray(registration.id, selection.ids))
  if ("doneIn" in selection) {
    const done = sql`select ${bulkItem.registrationId} from ${bulkItem}
      where ${bulkItem.jobId} = ${selection.doneIn} and ${bulkItem.outcome} = 'done'`
    return and(ofEvent, sql`${registration.id} in (${done})`)
  }
  const { conditions, days, findable } = attendeeFilter(selection.query, selection.event)
  const haveTickets = selection.isOfTicketsAlone ? hasTicketNow : undefined
  return and(ofEvent, haveTickets, ...conditions, ...days, ...findable)
}

/** How many are meant, counting no further than one more than `limit`. */
export async function countSelected(
  db: Database,
  eventId: string,
  selection: BulkSelection,
  limit: number,
): Promise<number> {
  const some = db
    .select({ one: sql`1` })
    .from(registration)
    .where(selected(eventId, selection))
    .limit(limit + 1)
    .as("some")
  return db.$count(some)
}

export type NewBulkJob = Pick<BulkJob, "id" | "eventId" | "actorId" | "action" | "createdAt" | "confirmedAt">

/** Fixes who is meant, once: false when there is a job with this id already. */
export async function insertBulkJob(
  tx: Database,
  job: NewBulkJob,
  selection: BulkSelection,
): Promise<boolean> {
  const inserted = await tx
    .insert(bulkJob)
    .values({ ...job, total: 0 })
    .onConflictDoNothing()
    .returning({ id: bulkJob.id })
  if (inserted.length === 0) return false
  const items = await tx
    .insert(bulkItem)
    .select(
      tx
        .select({
          jobId: sql<string>`${job.id}::uuid`.as("job_id"),
          registrationId: registration.id,
          outcome: sql<string | null>`null::text`.as("outcome"),
        })
        .from(registration)
        .where(selected(job.eventId, selection)),
    )
    .returning({ one: sql`1` })
  await tx.update(bulkJob).set({ total: items.length }).where(eq(bulkJob.id, job.id))
  return true
}

/** A job of a proven event, or null. */
export async function findBulkJob(
  db: Database,
  { id, eventId }: { id: string; eventId?: string },
): Promise<BulkJob | null> {
  const ofEvent = eventId === undefined ? undefined : eq(bulkJob.eventId, eventId)
  const [row] = await db
    .select()
    .from(bulkJob)
    .where(and(eq(bulkJob.id, id), ofEvent))
    .limit(1)
  return row ? (row as BulkJob) : null
}

/** Confirms a job: it runs from `at` on. False when it was confirmed already. */
export async function confirmBulkJob(db: Database, id: string, at: Date): Promise<boolean> {
  const confirmed = await db
    .update(bulkJob)
    .set({ confirmedAt: at })
    .where(and(eq(bulkJob.id, id), isNull(bulkJob.confirmedAt)))
    .returning({ id: bulkJob.id })
  return confirmed.length === 1
}

/** Takes the confirmation of a job back; false when it has begun. */
export async function takeBackBulkJob(db: Database, id: string, now: Date): Promise<boolean> {
  const takenBack = await db
    .update(bulkJob)
    .set({ confirmedAt: null })
    .where(and(eq(bulkJob.id, id), gt(bulkJob.confirmedAt, now), isFree(bulkJob.lockedUntil)))
    .returning({ id: bulkJob.id })
  return takenBack.length === 1
}

/** Deletes a job that nobody has confirmed; false when somebody has. */
export async function discardBulkJob(db: Database, id: string): Promise<boolean> {
  const discarded = await db
    .delete(bulkJob)
    .where(and(eq(bulkJob.id, id), isNull(bulkJob.confirmedAt)))
    .returning({ id: bulkJob.id })
  return discarded.length === 1
}

const isRunnable = (now: Date) =>
  and(isNull(bulkJob.finishedAt), lte(bulkJob.confirmedAt, now), isFree(bulkJob.lockedUntil))

/** Ids of jobs to work on now, the oldest first. */
export async function listDueBulkJobs(db: Database, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: bulkJob.id })
    .from(bulkJob)
    .where(isRunnable(now))
    .orderBy(asc(bulkJob.createdAt))
    .limit(limit)
  return rows.map(({ id }) => id)
}

/** Takes a job for the length of one chunk; null when it is finished, not meant yet, or in somebody's hands. */
export async function claimBulkJob(db: Database, id: string, now: Date): Promise<BulkJob | null> {
  const [row] = await db
    .update(bulkJob)
    .set({ lockedUntil: leaseEnd })
    .where(and(eq(bulkJob.id, id), isRunnable(now)))
    .returning()
  return row ? (row as BulkJob) : null
}

/** Lets go of a job, for good once `finishedAt` is there. One that was ended meanwhile stays so. */
export async function releaseBulkJob(db: Database, id: string, finishedAt: Date | null): Promise<void> {
  const ended = sql`coalesce(${bulkJob.finishedAt}, ${finishedAt?.toISOString() ?? null}::timestamptz)`
  await db.update(bulkJob).set({ lockedUntil: null, finishedAt: ended }).where(eq(bulkJob.id, id))
}

/** Attendees of a job whose turn has not come. */
export async function listOpenItems(db: Database, jobId: string, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: bulkItem.registrationId })
    .from(bulkItem)
    .where(and(eq(bulkItem.jobId, jobId), isNull(bulkItem.outcome)))
    .orderBy(asc(bulkItem.registrationId))
    .limit(limit)
  return rows.map(({ id }) => id)
}

/** Takes one attendee's turn until the transaction ends; false when it was taken before. */
export async function claimItem(tx: Database, jobId: string, registrationId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: bulkItem.registrationId })
    .from(bulkItem)
    .where(
      and(eq(bulkItem.jobId, jobId), eq(bulkItem.registrationId, registrationId), isNull(bulkItem.outcome)),
    )
    .for("update")
  return rows.length === 1
}

export async function setItemOutcome(
  tx: Database,
  jobId: string,
  registrationId: string,
  outcome: BulkOutcome,
): Promise<void> {
  await tx
    .update(bulkItem)
    .set({ outcome })
    .where(and(eq(bulkItem.jobId, jobId), eq(bulkItem.registrationId, registrationId)))
}

export async function countOutcomes(db: Database, jobId: string): Promise<Map<string, number>> {
  const rows = await db
    .select({ outcome: bulkItem.outcome, count: sql<number>`count(*)`.mapWith(Number) })
    .from(bulkItem)
    .where(and(eq(bulkItem.jobId, jobId), isNotNull(bulkItem.outcome)))
    .groupBy(bulkItem.outcome)
  return new Map(rows.flatMap(({ outcome, count }) => (outcome ? [[outcome, count] as const] : [])))
}

/** How many attendees of a job had their turn. */
export async function countDecided(db: Database, jobId: string): Promise<number> {
  return db.$count(bulkItem, and(eq(bulkItem.jobId, jobId), isNotNull(bulkItem.outcome)))
}

export type BulkResult = { id: string; name: string; outcome: string | null }

/** What became of each attendee, those for whom nothing was done first, then by name. */
export async function listResults(
  db: Database,
  jobId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<BulkResult[]> {
  const { firstName, lastName } = registration
  return db
    .select({
      id: registration.id,
      name: sql<string>`trim(${firstName} || ' ' || ${lastName})`,
      outcome: bulkItem.outcome,
    })
    .from(bulkItem)
    .innerJoin(registration, eq(registration.id, bulkItem.registrationId))
    .where(eq(bulkItem.jobId, jobId))
    .orderBy(sql`(coalesce(${bulkItem.outcome}, 'done') = 'done')`, registration.sortName, registration.id)
    .limit(limit)
    .offset(offset)
}
