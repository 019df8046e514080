import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm"
import type { Database } from "../database"
import { event } from "../schema/event"
import { gateRecord } from "../schema/gate-sync"
import { mailboxMessage } from "../schema/mail"
import { registration, registrationEvent } from "../schema/registration"
import { releasePlace } from "./events"
import { hasTicketNow, isWaitingNow } from "./registrations"
import { forgetResubmissions } from "./resubmissions"
import { forgetApplePassesOf } from "./wallet-passes"

/** Everything people typed, and what failures quote of it. */
const typed = {
  firstName: "",
  lastName: "",
  answers: { answers: {}, spellings: {}, contested: {} },
  undelivered: { undelivered: {}, bases: {} },
  locale: "",
  country: null,
  guessedCountry: null,
  lastFailure: null,
} as const

/** What GATE said of their records, and what they entered again, go with the answers. */
async function forgetCopies(tx: Database, mine: SQL | undefined): Promise<void> {
  const ids = tx.select({ id: registration.id }).from(registration).where(mine)
  await tx.delete(gateRecord).where(inArray(gateRecord.registrationId, ids))
  await forgetResubmissions(tx, mine)
}

/**
 * Erases the answers of all of a person's registrations; names stay on the tickets. What is under way towards GATE stops
 * and nothing is recreated there.
 */
export async function eraseAnswers(tx: Database, personId: string, now: Date): Promise<void> {
  const { firstName: _, lastName: __, locale: ___, ...answers } = typed
  const mine = eq(registration.personId, personId)
  await tx
    .update(registration)
    .set({ ...answers, erasedAt: now })
    .where(mine)
  await tx
    .update(registration)
    .set({ step: "removed", lockedBy: null, lockedUntil: null })
    .where(and(mine, hasTicketNow))
  await forgetCopies(tx, mine)
}

/** Erases everything personal in all of a person's registrations. */
export async function blankRegistrations(tx: Database, personId: string): Promise<void> {
  const mine = eq(registration.personId, personId)
  await tx.update(registration).set(typed).where(mine)
  await forgetCopies(tx, mine)
}

export type ExpiredRegistration = {
  id: string
  personId: string
  gateExtraId: string | null
  extraStartedAt: Date | null
  event: { slug: string; endsAt: Date; retentionDays: number }
}

/** Registrations whose event's retention period is over and that were not purged yet, in batches of `limit`. */
export async function listExpiredRegistrations(
  db: Database,
  now: Date,
  limit: number,
): Promise<ExpiredRegistration[]> {
  const expiry = sql`${event.endsAt} + make_interval(days => ${event.retentionDays})`
  return db
    .select({
      id: registration.id,
      personId: registration.personId,
      gateExtraId: registration.gateExtraId,
      extraStartedAt: registration.extraStartedAt,
      event: { slug: event.slug, endsAt: event.endsAt, retentionDays: event.retentionDays },
    })
    .from(registration)
    .innerJoin(event, eq(event.id, registration.eventId))
    .where(and(isNull(registration.purgedAt), sql`${expiry} <= ${now.toISOString()}::timestamptz`))
    .orderBy(asc(event.endsAt), asc(registration.id))
    .limit(limit)
}

/**
 * Erases what was typed for one registration and ends all work on it, or takes it off the waitlist; false when another
 * process was first.
 */
export async function purgeRegistration(tx: Database, id: string, now: Date): Promise<boolean> {
  const [waiter] = await tx
    .select({ step: registration.step, eventId: registration.eventId })
    .from(registration)
    .where(and(eq(registration.id, id), isWaitingNow))
    .for("update")
  const purged = await tx
    .update(registration)
    .set({
      ...typed,
      ...(waiter && { step: "cancelled", cancelledAt: now }),
      purgedAt: now,
      lockedBy: null,
      lockedUntil: null,
    })
    .where(and(eq(registration.id, id), isNull(registration.purgedAt)))
    .returning({ id: registration.id })
  if (purged.length === 0) return false
  if (waiter?.step === "offered") await releasePlace(tx, waiter.eventId)
  await forgetCopies(tx, eq(registration.id, id))
  await forgetApplePassesOf(tx, { registrationId: id })
  await tx
    .insert(registrationEvent)
    .values({ registrationId: id, name: "registration.purged", at: now, detail: {} })
  return true
}

/** A registration GATE never finished stops trying once its event's data is to be gone. */
export async function abandonUnfinished(tx: Database, id: string): Promise<void> {
  await tx
    .update(registration)
    .set({ step: "removed" })
    .where(
      and(
        eq(registration.id, id),
        sql`${registration.step} in ('accepted', 'user_created', 'needs_attention')`,
      ),
    )
}

/** What GATE no longer has, the registration no longer points at. */
export async function forgetRecord(tx: Database, id: string): Promise<void> {
  await tx
    .update(registration)
    .set({
      gateExtraId: null,
      extraStartedAt: null,
      extraNotFound: 0,
      extraNotFoundAt: null,
      extraLookupDue: false,
    })
    .where(eq(registration.id, id))
}

/** Keeps what a look-up found for a registration that is over. */
export async function keepFoundRecord(tx: Database, id: string, gateExtraId: string | null): Promise<void> {
  await tx
    .update(registration)
    .set({ gateExtraId, extraStartedAt: null, extraNotFound: 0, extraNotFoundAt: null })
    .where(eq(registration.id, id))
}

/** Messages of the local mailbox hold names and codes, so they go as well. */
export async function countMailboxBefore(db: Database, before: Date): Promise<number> {
  return db.$count(mailboxMessage, sql`${mailboxMessage.at} < ${before.toISOString()}::timestamptz`)
}

export async function deleteMailboxBefore(db: Database, before: Date): Promise<void> {
  await db.delete(mailboxMessage).where(sql`${mailboxMessage.at} < ${before.toISOString()}::timestamptz`)
}
