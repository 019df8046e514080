import { and, asc, eq, gt, isNotNull, isNull, lte, or, type SQL, sql } from "drizzle-orm"
import type { EventPlan } from "@/lib/domain/event-news"
import type { Database } from "../database"
import { event, eventRevision } from "../schema/event"
import { mailJob } from "../schema/mail"
import { registration } from "../schema/registration"
import { owedAnew } from "./mails"
import { hasTicketNow, isWaitingNow } from "./registrations"

/** No id is less. */
const beforeAll = "00000000-0000-0000-0000-000000000000"

/** What makes everybody with a ticket be told of a revision, not before `at`. */
export function announced(revision: number | SQL<number>, at: Date) {
  return { announcedRevision: revision, announceAfter: beforeAll, announceAt: at }
}

type Replaced = { eventId: string; revision: number; plan: EventPlan; replacedAt: Date }

/** Keeps the plan of a revision that another one replaces, for telling those who went by it what is different. */
export async function keepPlan(tx: Database, { plan, ...revision }: Replaced): Promise<void> {
  await tx.insert(eventRevision).values({ ...revision, ...plan })
}

/** The plan of a revision that was replaced, or null. */
export async function findPlan(db: Database, eventId: string, revision: number): Promise<EventPlan | null> {
  const [row] = await db
    .select()
    .from(eventRevision)
    .where(and(eq(eventRevision.eventId, eventId), eq(eventRevision.revision, revision)))
    .limit(1)
  if (!row) return null
  const { eventId: _, revision: __, replacedAt, ...plan } = row
  return plan
}

/**
 * Cancels an event that is not over, or with null makes it take place after all; everybody with a ticket is to be told.
 * False when it was so already.
 */
export async function setEventCancelled(
  tx: Database,
  eventId: string,
  cancelled: { reason: string | null } | null,
  now: Date,
): Promise<boolean> {
  const next = sql<number>`${event.revision} + 1`
  const changed = await tx
    .update(event)
    .set({
      cancelledAt: cancelled ? now : null,
      cancelReason: cancelled?.reason ?? null,
      revision: next,
      version: sql`${event.version} + 1`,
      ...announced(next, now),
    })
    .where(
      and(
        eq(event.id, eventId),
        gt(event.endsAt, now),
        cancelled ? isNull(event.cancelledAt) : isNotNull(event.cancelledAt),
      ),
    )
    .returning({ id: event.id })
  return changed.length === 1
}

/** A revision that not everybody with a ticket is owed the news of, and after whom to go on. */
export type Announcement = { eventId: string; revision: number; after: string }

export async function findAnnouncement(db: Database, now: Date): Promise<Announcement | null> {
  const [row] = await db
    .select({
      eventId: event.id,
      revision: event.announcedRevision,
      after: sql<string>`${event.announceAfter}`,
    })
    .from(event)
    .where(and(isNotNull(event.announceAfter), lte(event.announceAt, now)))
    .orderBy(asc(event.announceAt))
    .limit(1)
  return row ?? null
}

/**
 * The revision somebody went by when they got their place, joined the waitlist or registered, null for the newest. Clocks of two machines
 * differ, so whoever registered within a minute after a change counts as one who came before it.
 */
const revisionAtRegistration = sql<number | null>`(
  select min(old.revision) from ${eventRevision} as old
  where old.event_id = ${registration}.event_id
    and old.replaced_at > coalesce(${registration}.placed_at, ${registration}.waitlisted_at, ${registration}.created_at)
      - interval '1 minute')`

/**
 * Owes the news to the next `limit` people with a ticket, each once whoever else does the same; returns the last one, or
 * null when none was left. A mail that is still to be sent tells the newest state anyway, and whoever has been told of the
 * revision is left alone.
 */
export async function oweNews(
  tx: Database,
  { eventId, revision, after }: Announcement,
  { limit, runAt, newId }: { limit: number; runAt: Date; newId: () => string },
): Promise<string | null> {
  const rows = await tx
    .select({ id: registration.id, knownRevision: revisionAtRegistration })
    .from(registration)
    .where(
      and(
        eq(registration.eventId, eventId),
        gt(registration.id, after),
        // Whoever waits is told that it is cancelled or takes place after all; of anything else they read on their page.
        or(hasTicketNow, isWaitingNow),
        isNull(registration.purgedAt),
      ),
    )
    .orderBy(asc(registration.id))
    .limit(limit)
  const told = rows.filter(({ knownRevision }) => knownRevision !== null)
  const jobs = told.map(({ id: registrationId, knownRevision }) => ({
    ...{ id: newId(), kind: "event_news" as const, registrationId, knownRevision, runAt },
  }))
  if (jobs.length > 0) {
    await tx
      .insert(mailJob)
      .values(jobs)
      .onConflictDoUpdate({
        target: [mailJob.kind, mailJob.registrationId],
        set: owedAnew,
        setWhere: sql`${mailJob.sentAt} is not null and ${mailJob.knownRevision} < ${revision}`,
      })
  }
  return rows.length < limit ? null : (rows.at(-1)?.id ?? null)
}

/** Notes how far an announcement is, null at its end. False when a newer one took its place meanwhile. */
export async function moveAnnouncement(
  tx: Database,
  { eventId, revision, after }: Announcement,
  next: string | null,
): Promise<boolean> {
  const moved = await tx
    .update(event)
    .set({ announceAfter: next })
    .where(and(eq(event.id, eventId), eq(event.announcedRevision, revision), eq(event.announceAfter, after)))
    .returning({ id: event.id })
  return moved.length === 1
}

/** Writes down what is about to be told, before it is: after a crash nobody knows whether it was. */
export async function noteTelling(db: Database, jobId: string, revision: number): Promise<void> {
  await db.update(mailJob).set({ toldRevision: revision }).where(eq(mailJob.id, jobId))
}

/** Since when everybody is to hear of a newer revision than the one a mail told; null: of none. */
const newerSince = sql`(
  select ${event.announceAt} from ${event}
  join ${registration} on ${registration.eventId} = ${event.id}
  where ${registration.id} = ${mailJob.registrationId} and ${event.announcedRevision} > ${mailJob.toldRevision})`

/**
 * News were handed over, or needed no telling any more. They are owed once more, as another message, when everybody is to
 * hear of something newer than they told.
 */
export async function markNewsTold(
  db: Database,
  jobId: string,
  { at, nextId }: { at: Date; nextId: string },
): Promise<void> {
  const now = sql`${at.toISOString()}::timestamptz`
  await db
    .update(mailJob)
    .set({
      id: sql`case when ${newerSince} is null then ${mailJob.id} else ${nextId}::uuid end`,
      sentAt: sql`case when ${newerSince} is null then ${now} end`,
      runAt: sql`case when ${newerSince} is null then ${mailJob.runAt} else greatest(${newerSince}, ${now}) end`,
      knownRevision: sql`${mailJob.toldRevision}`,
    })
    .where(eq(mailJob.id, jobId))
}
