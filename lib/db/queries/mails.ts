import { and, asc, desc, eq, inArray, isNull, lte, sql } from "drizzle-orm"
import type { Database } from "../database"
import { mailboxMessage, mailJob } from "../schema/mail"

export type MailJob = typeof mailJob.$inferSelect
export type MailboxMessage = typeof mailboxMessage.$inferSelect

export async function insertMailJob(
  db: Database,
  values: Pick<MailJob, "id" | "kind" | "registrationId" | "runAt">,
): Promise<void> {
  await db.insert(mailJob).values(values).onConflictDoNothing()
}

/** Owes a mail that may be owed more than once: cancelling, taking it back and cancelling again are three mails. */
export async function oweMail(
  db: Database,
  values: Pick<MailJob, "id" | "kind" | "registrationId" | "runAt">,
): Promise<void> {
  await db
    .insert(mailJob)
    .values(values)
    .onConflictDoUpdate({
      target: [mailJob.kind, mailJob.registrationId],
      set: { runAt: values.runAt, sentAt: null, refusedAt: null, attempts: 0 },
    })
}

/** Times of the mails sent about some registrations, for telling people what was sent. */
export async function listMailJobs(db: Database, registrationIds: string[]): Promise<MailJob[]> {
  if (registrationIds.length === 0) return []
  return db
    .select()
    .from(mailJob)
    .where(inArray(mailJob.registrationId, registrationIds))
    .orderBy(asc(mailJob.runAt))
    .limit(1_000)
}

/** What the mail would have said is no longer true. */
export async function dropMailJob(db: Database, id: string): Promise<void> {
  await db.delete(mailJob).where(eq(mailJob.id, id))
}

/**
 * Takes mails that are due and moves each to `retryAt` in the same statement, so that a sender who dies does not block
 * the mail and two senders never take one mail.
 */
export async function takeDueMailJobs(
  db: Database,
  { now, retryAt, limit }: { now: Date; retryAt: Date; limit: number },
): Promise<MailJob[]> {
  const due = db
    .select({ id: mailJob.id })
    .from(mailJob)
    .where(and(isNull(mailJob.sentAt), isNull(mailJob.refusedAt), lte(mailJob.runAt, now)))
    .orderBy(asc(mailJob.runAt))
    .limit(limit)
    .for("update", { skipLocked: true })
  return db
    .update(mailJob)
    .set({ runAt: retryAt, attempts: sql`${mailJob.attempts} + 1` })
    .where(sql`${mailJob.id} in (${due})`)
    .returning()
}

export async function markMailSent(db: Database, id: string, at: Date): Promise<void> {
  await db.update(mailJob).set({ sentAt: at }).where(eq(mailJob.id, id))
}

/** The mail server refused the message for good; it is not tried again. */
export async function markMailRefused(db: Database, id: string, at: Date): Promise<void> {
  await db.update(mailJob).set({ refusedAt: at }).where(eq(mailJob.id, id))
}

export async function insertMailboxMessage(db: Database, values: MailboxMessage): Promise<void> {
  await db.insert(mailboxMessage).values(values)
}

export async function listMailboxMessages(db: Database, limit = 50): Promise<MailboxMessage[]> {
  return db.select().from(mailboxMessage).orderBy(desc(mailboxMessage.at)).limit(limit)
}

export async function findMailboxMessage(db: Database, id: string): Promise<MailboxMessage | null> {
  const [row] = await db.select().from(mailboxMessage).where(eq(mailboxMessage.id, id)).limit(1)
  return row ?? null
}
