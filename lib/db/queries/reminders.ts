import { and, asc, eq, exists, gt, isNull, lte, notExists, sql } from "drizzle-orm"
import type { Database } from "../database"
import { question } from "../schema/event"
import { mailJob } from "../schema/mail"
import { person } from "../schema/person"
import { registration } from "../schema/registration"

export type ReminderWindow = {
  now: Date
  /** Questions needed up to then are reminded of. */
  needBefore: Date
  /** Whoever registered later is left alone. */
  registeredBefore: Date
  /** Only registrations after this one, for reading page by page. */
  after: string | null
  limit: number
}

/** Ids of finished registrations that may be due a reminder: whether the questions are open is for the domain to say. */
export async function listReminderCandidates(db: Database, window: ReminderWindow): Promise<string[]> {
  const { now, needBefore, registeredBefore, after, limit } = window
  const asked = db
    .select({ one: sql`1` })
    .from(question)
    .where(
      and(
        eq(question.eventId, registration.eventId),
        eq(question.required, true),
        gt(question.needBy, now),
        lte(question.needBy, needBefore),
      ),
    )
  const reminded = db
    .select({ one: sql`1` })
    .from(mailJob)
    .where(and(eq(mailJob.registrationId, registration.id), eq(mailJob.kind, "reminder")))
  const rows = await db
    .select({ id: registration.id })
    .from(registration)
    .innerJoin(person, eq(person.id, registration.personId))
    .where(
      and(
        eq(registration.step, "finished"),
        isNull(registration.purgedAt),
        lte(registration.createdAt, registeredBefore),
        isNull(person.remindersOffAt),
        exists(asked),
        notExists(reminded),
        after === null ? undefined : gt(registration.id, after),
      ),
    )
    .orderBy(asc(registration.id))
    .limit(limit)
  return rows.map((row) => row.id)
}
