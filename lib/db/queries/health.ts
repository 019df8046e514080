import { and, inArray, isNull, lte, sql } from "drizzle-orm"
import type { Database } from "../database"
import { attendeeCount } from "../schema/attendee-count"
import { mailJob } from "../schema/mail"
import { registration } from "../schema/registration"
import { unfinishedSteps } from "./registration-claims"

/** `schema`: when the newest migration of the database was made, in milliseconds since 1970. */
export type DatabaseState = { isReadOnly: boolean; schema: number }

/** One round trip. A standby that was not promoted, or a server that protects itself, is read-only. */
export async function readDatabaseState(db: Database): Promise<DatabaseState> {
  const [row] = await db
    .select({
      isReadOnly: sql<boolean>`current_setting('transaction_read_only') = 'on'`,
      schema: sql<number>`coalesce(max(created_at), 0)`.mapWith(Number),
    })
    .from(sql`drizzle.__drizzle_migrations`)
  return row ?? { isReadOnly: false, schema: 0 }
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
