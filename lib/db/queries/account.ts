import { and, asc, eq, gt, ne, sql } from "drizzle-orm"
import { erasedAddress } from "@/lib/domain/erased-person"
import type { Database } from "../database"
import { emailChallenge } from "../schema/draft"
import { emailChange } from "../schema/email-change"
import { mailboxMessage } from "../schema/mail"
import { person, session } from "../schema/person"
import { withdrawConsents } from "./marketing"

/** The address a challenge is to become, and whose. */
export async function insertEmailChange(
  db: Database,
  values: { challengeId: string; personId: string },
): Promise<void> {
  await db.insert(emailChange).values(values).onConflictDoNothing()
}

export async function findEmailChange(
  db: Database,
  challengeId: string,
): Promise<{ challengeId: string; personId: string } | null> {
  const [row] = await db.select().from(emailChange).where(eq(emailChange.challengeId, challengeId)).limit(1)
  return row ?? null
}

/** False when somebody else has the address. `previousEmail` stays the one GATE was last told. */
export async function setPersonEmail(db: Database, id: string, email: string): Promise<boolean> {
  const taken = await db.$count(person, and(eq(person.email, email), ne(person.id, id)))
  if (taken > 0) return false
  const updated = await db
    .update(person)
    .set({ email, previousEmail: sql`coalesce(${person.previousEmail}, ${person.email})` })
    .where(eq(person.id, id))
    .returning({ id: person.id })
  return updated.length === 1
}

/** GATE has heard of the address `email`; a newer one is still to be told. */
export async function forgetPreviousEmail(db: Database, id: string, email: string): Promise<void> {
  await db
    .update(person)
    .set({ previousEmail: null })
    .where(and(eq(person.id, id), eq(person.email, email)))
}

/** Whether a GATE account belongs to somebody here. */
export async function isGateUserInUse(db: Database, gateUserId: string): Promise<boolean> {
  return (await db.$count(person, eq(person.gateUserId, gateUserId))) > 0
}

/**
 * Takes everything personal out of a person's row, which stays because audit entries refer to it. The names are ids, so
 * that whoever registers with the address later is a new person.
 */
export async function blankPerson(db: Database, id: string): Promise<void> {
  await db
    .update(person)
    .set({
      email: erasedAddress(id),
      previousEmail: null,
      firstName: "",
      lastName: "",
      gateUsername: erasedAddress(id),
      gateUserId: null,
      userStartedAt: null,
      userNotFound: 0,
      userNotFoundAt: null,
      userLookupDue: true,
      language: "en",
    })
    .where(eq(person.id, id))
}

/** Erases codes and half-typed forms sent to an address, and what the local mailbox keeps of mails to it. */
export async function forgetAddress(db: Database, email: string): Promise<void> {
  await db.delete(emailChallenge).where(eq(emailChallenge.email, email))
  await db.delete(mailboxMessage).where(eq(mailboxMessage.to, email))
}

export type SessionTimes = { createdAt: Date; expiresAt: Date }

export async function listSessions(db: Database, personId: string, now: Date): Promise<SessionTimes[]> {
  return db
    .select({ createdAt: session.createdAt, expiresAt: session.expiresAt })
    .from(session)
    .where(and(eq(session.personId, personId), gt(session.expiresAt, now)))
    .orderBy(asc(session.createdAt))
    .limit(1_000)
}

/** Ends every session of a person at once, but for the one named. */
export async function deleteSessionsOf(
  db: Database,
  personId: string,
  { except }: { except?: string } = {},
): Promise<void> {
  const others = except === undefined ? undefined : ne(session.id, except)
  await db.delete(session).where(and(eq(session.personId, personId), others))
}

/** Ends reminders from `offAt` on, and takes back every consent to news with them; null has them sent again. */
export async function setReminders(db: Database, personId: string, offAt: Date | null): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(person).set({ remindersOffAt: offAt }).where(eq(person.id, personId))
    if (offAt) await withdrawConsents(tx, personId, offAt)
  })
}
