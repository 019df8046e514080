import { and, inArray, isNull, lte, sql } from "drizzle-orm"
import type { Database } from "../database"
import { attendeeCount } from "../schema/attendee-count"
import { mailJob } from "../schema/mail"
import { registration } from "../schema/registration"
import { unfinishedSteps } from "./registrations"

/** One round trip to the database. */
export async function ping(db: Database): Promise<void> {
  await db.execute(sql`select 1`)
}

/** What waits, as numbers. `oldestOpenSeconds` is null when nothing is open. */
export type Backlog = {
  open: number
  oldestOpenSeconds: number | null
  needsAttention: number
  mailsWaiting: number
}

/** Registrations GATE does not have yet, those an organizer has to look at, and mails that are due. */
export async function readBacklog(db: Database, now: Date): Promise<Backlog> {
  const [open] = await db
    .select({
      count: sql<number>`count(*)`.mapWith(Number),
      oldest: sql<number | null>`extract(epoch from min(${registration.createdAt})) * 1000`,
    })
    .from(registration)
    .where(inArray(registration.step, unfinishedSteps))
  const [attention] = await db
    .select({ count: sql<number>`coalesce(sum(${attendeeCount.change}), 0)`.mapWith(Number) })
    .from(attendeeCount)
    .where(sql`${attendeeCount.status} = 'needs_attention'`)
  const due = and(isNull(mailJob.sentAt), isNull(mailJob.refusedAt), lte(mailJob.runAt, now))
  const oldest = open?.oldest ?? null
  return {
    open: open?.count ?? 0,
    oldestOpenSeconds:
      oldest === null ? null : Math.max(0, Math.round((now.getTime() - Number(oldest)) / 1000)),
    needsAttention: attention?.count ?? 0,
    mailsWaiting: await db.$count(mailJob, due),
  }
}
