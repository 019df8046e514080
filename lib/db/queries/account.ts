import { and, asc, eq, gt, inArray, isNull, lte, ne, type SQL, sql } from "drizzle-orm"
import type { AccountChangeKind } from "@/lib/domain/account-change"
import type { DeliveryFailure } from "@/lib/domain/registration"
import type { Database } from "../database"
import { accountChange, emailChange } from "../schema/account-change"
import { emailChallenge } from "../schema/draft"
import { mailboxMessage } from "../schema/mail"
import { person, session } from "../schema/person"
import { isFree, isLeased, isPersonBusy, leaseEnd, lockPerson } from "./work-lease"

export type AccountChange = typeof accountChange.$inferSelect

export type NewAccountChange = Pick<AccountChange, "id" | "personId" | "kind" | "createdAt" | "runAt"> &
  Partial<
    Pick<AccountChange, "registrationId" | "extraIds" | "gateUserId" | "gateUsername" | "email" | "language">
  >

export async function insertAccountChange(db: Database, values: NewAccountChange): Promise<void> {
  await db.insert(accountChange).values(values)
}

export async function findAccountChange(db: Database, id: string): Promise<AccountChange | null> {
  const [row] = await db.select().from(accountChange).where(eq(accountChange.id, id)).limit(1)
  return row ?? null
}

/** Everything a person has decided about their account, the oldest first. */
export async function listAccountChanges(db: Database, personId: string): Promise<AccountChange[]> {
  return db
    .select()
    .from(accountChange)
    .where(eq(accountChange.personId, personId))
    .orderBy(asc(accountChange.createdAt))
    .limit(1_000)
}

export async function hasOpenChange(
  db: Database,
  personId: string,
  kind: AccountChangeKind,
): Promise<boolean> {
  const open = and(
    eq(accountChange.personId, personId),
    eq(accountChange.kind, kind),
    isNull(accountChange.finishedAt),
  )
  return (await db.$count(accountChange, open)) > 0
}

/** Ids of changes to work on now, the longest waiting first. */
export async function listDueAccountChanges(db: Database, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: accountChange.id })
    .from(accountChange)
    .where(
      and(isNull(accountChange.finishedAt), lte(accountChange.runAt, now), isFree(accountChange.lockedUntil)),
    )
    .orderBy(asc(accountChange.runAt))
    .limit(limit)
  return rows.map((row) => row.id)
}

/**
 * Makes `owner` the only one who may carry out a change until the lease ends; `renewAccountChange` extends it. Null
 * when it is finished, or when anything else of the same person is being worked on: two of them could write one record.
 */
export async function claimAccountChange(
  db: Database,
  id: string,
  owner: string,
): Promise<AccountChange | null> {
  return db.transaction(async (tx) => {
    const change = await findAccountChange(tx, id)
    if (!change) return null
    await lockPerson(tx, change.personId)
    if (await isPersonBusy(tx, change.personId)) return null
    const [row] = await tx
      .update(accountChange)
      .set({
        lockedBy: owner,
        lockedUntil: leaseEnd,
        attempts: sql`${accountChange.attempts} + 1`,
      })
      .where(and(eq(accountChange.id, id), isNull(accountChange.finishedAt)))
      .returning()
    return row ?? null
  })
}

export type AccountChangeUpdate = Partial<
  Pick<
    AccountChange,
    "extraIds" | "gateUserId" | "gateUsername" | "email" | "mailedAt" | "lastFailure" | "finishedAt"
  >
>

function isHeld(id: string, owner: string): SQL | undefined {
  return and(eq(accountChange.id, id), eq(accountChange.lockedBy, owner), isLeased(accountChange.lockedUntil))
}

/** Extends the lease of whoever carries out a change; false: it had ended. */
export async function renewAccountChange(db: Database, id: string, owner: string): Promise<boolean> {
  const renewed = await db
    .update(accountChange)
    .set({ lockedUntil: leaseEnd })
    .where(isHeld(id, owner))
    .returning({ id: accountChange.id })
  return renewed.length === 1
}

/** Changes a row only while `owner` holds it, and renews the lease; false means that it was lost. */
export async function updateClaimedChange(
  db: Database,
  id: string,
  owner: string,
  values: AccountChangeUpdate,
): Promise<boolean> {
  const updated = await db
    .update(accountChange)
    .set({ ...values, lockedUntil: leaseEnd })
    .where(isHeld(id, owner))
    .returning({ id: accountChange.id })
  return updated.length === 1
}

/** Lets go of a change; unless it is finished it is due again at `runAt`. */
export async function releaseAccountChange(
  db: Database,
  id: string,
  owner: string,
  change: { runAt: Date; lastFailure?: DeliveryFailure; attempts?: number },
): Promise<void> {
  await db
    .update(accountChange)
    .set({ ...change, lockedBy: null, lockedUntil: null })
    .where(and(eq(accountChange.id, id), eq(accountChange.lockedBy, owner)))
}

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
      email: `erased:${id}`,
      previousEmail: null,
      firstName: "",
      lastName: "",
      gateUsername: `erased:${id}`,
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

export async function setReminders(db: Database, personId: string, offAt: Date | null): Promise<void> {
  await db.update(person).set({ remindersOffAt: offAt }).where(eq(person.id, personId))
}

/** Changes nobody has to carry out any more, because the whole account goes. */
export async function finishOpenChanges(
  db: Database,
  personId: string,
  kinds: AccountChangeKind[],
  now: Date,
): Promise<void> {
  await db
    .update(accountChange)
    .set({ finishedAt: now, email: null, gateUsername: null, lockedBy: null, lockedUntil: null })
    .where(
      and(
        eq(accountChange.personId, personId),
        inArray(accountChange.kind, kinds),
        isNull(accountChange.finishedAt),
      ),
    )
}
