import { and, asc, desc, eq, gt, isNotNull, isNull, notLike, sql } from "drizzle-orm"
import { erasedAddress } from "@/lib/domain/erased-person"
import type { MessageTexts } from "@/lib/domain/message"
import type { Database } from "../database"
import { mailJob, message } from "../schema/mail"
import { bulkItem, bulkJob } from "../schema/organizer"
import { person } from "../schema/person"
import { registration } from "../schema/registration"
import { isNotRemovedInGate } from "./registrations"

export type MessageRow = typeof message.$inferSelect

export async function insertMessage(tx: Database, values: Omit<MessageRow, "stoppedAt">): Promise<void> {
  await tx.insert(message).values(values).onConflictDoNothing()
}

/** A message, and since when its readers are fixed. */
export async function findMessage(
  db: Database,
  jobId: string,
): Promise<(MessageRow & { openedAt: Date }) | null> {
  const [row] = await db
    .select({ message, openedAt: bulkJob.createdAt })
    .from(message)
    .innerJoin(bulkJob, eq(bulkJob.id, message.jobId))
    .where(eq(message.jobId, jobId))
    .limit(1)
  return row ? { ...row.message, openedAt: row.openedAt } : null
}

type Draft = { texts: MessageTexts; isOptional: boolean; sendAt: Date | null }

/** Rewrites a message that nobody has confirmed; false when somebody has. */
export async function updateMessage(tx: Database, jobId: string, draft: Draft): Promise<boolean> {
  const open = tx
    .select({ id: bulkJob.id })
    .from(bulkJob)
    .where(and(eq(bulkJob.id, jobId), isNull(bulkJob.confirmedAt)))
    .for("update")
  const changed = await tx
    .update(message)
    .set(draft)
    .where(sql`${message.jobId} in (${open})`)
    .returning({ id: message.jobId })
  return changed.length === 1
}

/** Owes a message to one attendee, once. */
export async function oweMessage(
  tx: Database,
  values: { id: string; messageId: string; readerId: string; runAt: Date },
): Promise<void> {
  await tx
    .insert(mailJob)
    .values({ ...values, kind: "message" })
    .onConflictDoNothing()
}

/** Ends a message in the middle: whoever it was not handed over to gets none. False when it was ended already. */
export async function stopMessage(tx: Database, jobId: string, now: Date): Promise<boolean> {
  const stopped = await tx
    .update(message)
    .set({ stoppedAt: now })
    .where(and(eq(message.jobId, jobId), isNull(message.stoppedAt)))
    .returning({ id: message.jobId })
  if (stopped.length === 0) return false
  await tx
    .update(bulkJob)
    .set({ finishedAt: now })
    .where(and(eq(bulkJob.id, jobId), isNull(bulkJob.finishedAt)))
  // One that somebody is handing over at this moment may arrive; those that are owed later are dropped when it is their
  // turn.
  await tx
    .delete(mailJob)
    .where(
      and(
        eq(mailJob.messageId, jobId),
        isNull(mailJob.sentAt),
        isNull(mailJob.refusedAt),
        eq(mailJob.attempts, 0),
      ),
    )
  return true
}

/** Makes every message of an event that has not begun to go out a draft again: what it says may no longer be so. */
export async function takeBackScheduled(tx: Database, eventId: string, now: Date): Promise<void> {
  await tx
    .update(bulkJob)
    .set({ confirmedAt: null })
    .where(
      and(eq(bulkJob.eventId, eventId), eq(bulkJob.action, "send_message"), gt(bulkJob.confirmedAt, now)),
    )
}

/** How many mails of a message were handed over, refused by the mail server for good, and are still to be sent. */
export async function countMails(
  db: Database,
  jobId: string,
): Promise<{ sent: number; refused: number; waiting: number }> {
  const count = (condition: ReturnType<typeof sql>) =>
    sql<number>`count(*) filter (where ${condition})`.mapWith(Number)
  const [row] = await db
    .select({
      sent: count(sql`${mailJob.sentAt} is not null`),
      refused: count(sql`${mailJob.refusedAt} is not null`),
      waiting: count(sql`${mailJob.sentAt} is null and ${mailJob.refusedAt} is null`),
    })
    .from(mailJob)
    .where(eq(mailJob.messageId, jobId))
  return row ?? { sent: 0, refused: 0, waiting: 0 }
}

type MessageLine = {
  id: string
  texts: MessageTexts
  total: number
  createdAt: Date
  confirmedAt: Date | null
  finishedAt: Date | null
  stoppedAt: Date | null
  /** Mails that are still to be sent. */
  waiting: number
}

const waitingMails = sql<number>`(
  select count(*) from ${mailJob} as mail
  where mail.message_id = ${message.jobId} and mail.sent_at is null and mail.refused_at is null)`.mapWith(
  Number,
)

/** The messages of an event, the latest first. */
export async function listMessages(db: Database, eventId: string, limit: number): Promise<MessageLine[]> {
  const { id, total, createdAt, confirmedAt, finishedAt } = bulkJob
  const { texts, stoppedAt } = message
  return db
    .select({ id, texts, total, createdAt, confirmedAt, finishedAt, stoppedAt, waiting: waitingMails })
    .from(message)
    .innerJoin(bulkJob, eq(bulkJob.id, message.jobId))
    .where(eq(bulkJob.eventId, eventId))
    .orderBy(desc(bulkJob.createdAt))
    .limit(limit)
}

/** Whom a message shows itself for before it is sent: one of those it is meant for; null: nobody is left. */
export async function findFirstReader(db: Database, jobId: string): Promise<string | null> {
  const [row] = await db
    .select({ id: bulkItem.registrationId })
    .from(bulkItem)
    .innerJoin(registration, eq(registration.id, bulkItem.registrationId))
    .innerJoin(person, eq(person.id, registration.personId))
    .where(
      and(
        eq(bulkItem.jobId, jobId),
        isNull(registration.purgedAt),
        isNotRemovedInGate,
        notLike(person.email, `${erasedAddress("")}%`),
      ),
    )
    .orderBy(asc(registration.sortName), asc(registration.id))
    .limit(1)
  return row?.id ?? null
}

/** Attendees whose mail server refused a message for good, by name. */
export async function listRefused(db: Database, jobId: string, limit: number) {
  return db
    .select({
      id: registration.id,
      name: sql<string>`trim(${registration.firstName} || ' ' || ${registration.lastName})`,
    })
    .from(mailJob)
    .innerJoin(registration, eq(registration.id, mailJob.readerId))
    .where(and(eq(mailJob.messageId, jobId), isNotNull(mailJob.refusedAt)))
    .orderBy(registration.sortName, registration.id)
    .limit(limit)
}

/** What one attendee was sent, the latest first. */
export async function listMessagesTo(db: Database, registrationId: string, limit: number) {
  return db
    .select({
      id: message.jobId,
      texts: message.texts,
      sentAt: mailJob.sentAt,
      refusedAt: mailJob.refusedAt,
    })
    .from(mailJob)
    .innerJoin(message, eq(message.jobId, mailJob.messageId))
    .where(eq(mailJob.readerId, registrationId))
    .orderBy(desc(mailJob.runAt))
    .limit(limit)
}

/** How many of those a message is meant for want no mails of its kind. */
export async function countUnsubscribed(db: Database, jobId: string): Promise<number> {
  const unsubscribed = db
    .select({ one: sql`1` })
    .from(bulkItem)
    .innerJoin(registration, eq(registration.id, bulkItem.registrationId))
    .innerJoin(person, eq(person.id, registration.personId))
    .where(and(eq(bulkItem.jobId, jobId), isNotNull(person.remindersOffAt)))
    .as("unsubscribed")
  return db.$count(unsubscribed)
}
