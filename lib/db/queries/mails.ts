import { and, asc, desc, eq, inArray, isNull, lte, or, sql } from "drizzle-orm"
import { type Companion, companion } from "../companion"
import type { Database } from "../database"
import { type CodeMailKind, mailboxMessage, mailJob, type RegistrationMailKind } from "../schema/mail"

export type MailJob = typeof mailJob.$inferSelect
export type MailboxMessage = typeof mailboxMessage.$inferSelect

export type RegistrationMail = {
  id: string
  kind: RegistrationMailKind
  registrationId: string
  runAt: Date
}

export async function insertMailJob(db: Database, values: RegistrationMail): Promise<void> {
  await db.insert(mailJob).values(values).onConflictDoNothing()
}

/** The same as a companion of another statement. */
export function owedMail(tx: Database, values: RegistrationMail): Companion {
  return companion(tx, "mail", tx.insert(mailJob).values(values).onConflictDoNothing())
}

/** What becomes of a mail that was sent before and is owed once more. */
export const owedAnew = {
  id: sql`excluded.id`,
  runAt: sql`excluded.run_at`,
  sentAt: null,
  refusedAt: null,
  attempts: 0,
}

/**
 * Owes a mail that may be owed more than once: cancelling, taking it back and cancelling again are three mails, and each
 * has an id of its own.
 */
export async function oweMail(db: Database, values: RegistrationMail): Promise<void> {
  await db
    .insert(mailJob)
    .values(values)
    .onConflictDoUpdate({ target: [mailJob.kind, mailJob.registrationId], set: owedAnew })
}

export type CodeMail = { id: string; kind: CodeMailKind; challengeId: string; runAt: Date }

/** Owes the mail with a challenge's new code, in place of the one with the code before. */
export async function oweCodeMail(db: Database, values: CodeMail): Promise<MailJob> {
  const [job] = await db
    .insert(mailJob)
    .values(values)
    .onConflictDoUpdate({
      target: mailJob.challengeId,
      set: { ...values, sentAt: null, refusedAt: null, attempts: 0 },
    })
    .returning()
  if (!job) throw new Error("A mail job was neither inserted nor renewed")
  return job
}

/** Takes the mail of a challenge if it never left and nobody is sending it, and moves it to `retryAt`; or null. */
export async function takeOwedCodeMail(
  db: Database,
  challengeId: string,
  { now, retryAt }: { now: Date; retryAt: Date },
): Promise<MailJob | null> {
  const [job] = await db
    .update(mailJob)
    .set({ runAt: retryAt, attempts: sql`${mailJob.attempts} + 1` })
    .where(
      and(
        eq(mailJob.challengeId, challengeId),
        isNull(mailJob.sentAt),
        isNull(mailJob.refusedAt),
        lte(mailJob.runAt, now),
      ),
    )
    .returning()
  return job ?? null
}

/** Times of the mails sent about some registrations, for telling people what was sent. */
export async function listMailJobs(db: Database, registrationIds: string[]): Promise<MailJob[]> {
  if (registrationIds.length === 0) return []
  return db
    .select()
    .from(mailJob)
    .where(or(inArray(mailJob.registrationId, registrationIds), inArray(mailJob.readerId, registrationIds)))
    .orderBy(asc(mailJob.runAt))
    .limit(1_000)
}

/** What the mail would have said is no longer true. */
export async function dropMailJob(db: Database, id: string): Promise<void> {
  await db.delete(mailJob).where(eq(mailJob.id, id))
}

/** Takes the mail that has been due the longest, so that nobody else sends it before `heldUntil`; null when none is due. */
export async function takeDueMailJob(
  db: Database,
  { now, heldUntil }: { now: Date; heldUntil: Date },
): Promise<MailJob | null> {
  const due = db
    .select({ id: mailJob.id })
    .from(mailJob)
    .where(and(isNull(mailJob.sentAt), isNull(mailJob.refusedAt), lte(mailJob.runAt, now)))
    .orderBy(asc(mailJob.runAt))
    .limit(1)
    .for("update", { skipLocked: true })
  const [job] = await db
    .update(mailJob)
    .set({ runAt: heldUntil, attempts: sql`${mailJob.attempts} + 1` })
    .where(sql`${mailJob.id} in (${due})`)
    .returning()
  return job ?? null
}

/** Takes the ticket mail of a registration as `takeDueMailJob` takes any; null when it is not due. */
export async function takeTicketMail(
  db: Database,
  registrationId: string,
  { now, heldUntil }: { now: Date; heldUntil: Date },
): Promise<MailJob | null> {
  const [job] = await db
    .update(mailJob)
    .set({ runAt: heldUntil, attempts: sql`${mailJob.attempts} + 1` })
    .where(
      and(
        inArray(mailJob.kind, ["ticket", "restored", "place_taken"]),
        eq(mailJob.registrationId, registrationId),
        isNull(mailJob.sentAt),
        isNull(mailJob.refusedAt),
        lte(mailJob.runAt, now),
      ),
    )
    .returning()
  return job ?? null
}

/** Lets a mail that was not taken wait until `runAt`. */
export async function postponeMail(db: Database, id: string, runAt: Date): Promise<void> {
  await db
    .update(mailJob)
    .set({ runAt })
    .where(and(eq(mailJob.id, id), isNull(mailJob.sentAt)))
}

export async function markMailSent(db: Database, id: string, at: Date): Promise<void> {
  await db.update(mailJob).set({ sentAt: at }).where(eq(mailJob.id, id))
}

/** The mail server refused the message for good; it is not tried again. */
export async function markMailRefused(db: Database, id: string, at: Date): Promise<void> {
  await db.update(mailJob).set({ refusedAt: at }).where(eq(mailJob.id, id))
}

/** Keeps a mail; the same one again is the one that is there. */
export async function insertMailboxMessage(db: Database, values: MailboxMessage): Promise<void> {
  await db.insert(mailboxMessage).values(values).onConflictDoNothing()
}

export async function listMailboxMessages(db: Database, limit = 50): Promise<MailboxMessage[]> {
  return db.select().from(mailboxMessage).orderBy(desc(mailboxMessage.at)).limit(limit)
}

export async function findMailboxMessage(db: Database, id: string): Promise<MailboxMessage | null> {
  const [row] = await db.select().from(mailboxMessage).where(eq(mailboxMessage.id, id)).limit(1)
  return row ?? null
}
