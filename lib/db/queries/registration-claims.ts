import { and, asc, eq, inArray, lte, not, type SQL, sql } from "drizzle-orm"
import type { CreateAttempt, DeliveryFailure, RegistrationStep } from "@/lib/domain/registration"
import type { Database } from "../database"
import { registration } from "../schema/registration"
import { accountUpdate, type GateAccountChange, type PersonRow, toPerson } from "./people"
import { type RegistrationEvent, type RegistrationRow, toRegistration, trailEntries } from "./registrations"
import { isFree, isLeased, leaseEnd, lockPersonOf, personIsBusy } from "./work-lease"

export const unfinishedSteps: RegistrationStep[] = ["accepted", "user_created"]

/** Ids of registrations to work on now, the longest waiting first. */
export async function listDueRegistrations(db: Database, now: Date, limit: number): Promise<string[]> {
  return listDue(db, inArray(registration.step, unfinishedSteps), now, limit)
}

/** Ids of registrations with answers to bring to GATE now, the longest waiting first. */
export async function listUndelivered(db: Database, now: Date, limit: number): Promise<string[]> {
  const waiting = sql`${registration.undelivered} <> '{}'::jsonb`
  return listDue(db, and(eq(registration.step, "finished"), waiting), now, limit)
}

async function listDue(db: Database, which: SQL | undefined, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: registration.id })
    .from(registration)
    .where(and(which, lte(registration.runAt, now), isFree(registration.lockedUntil)))
    .orderBy(asc(registration.runAt))
    .limit(limit)
  return rows.map((row) => row.id)
}

/** `steps`: what the registration must have come to for the work to make sense. */
export type Claim = { owner: string; now: Date; steps: RegistrationStep[] }

/**
 * Makes `owner` the only one who may work on a registration until the lease ends; `renewClaim` extends it. Null when it is
 * at another step, not due yet (GATE's Retry-After holds for every caller), or when somebody works on it, or on another
 * registration of the same person: both would create that person's GATE user, and where GATE keeps one record a person,
 * both would write to it. The person's row is locked first, so two claims of one person cannot pass each other.
 */
export async function claimRegistration(
  db: Database,
  id: string,
  claim: Claim,
): Promise<RegistrationRow | null> {
  return db.transaction(async (tx) => {
    await lockPersonOf(tx, id)
    // A statement of its own, begun with the lock in hand: one that waited for it would not see what it waited for.
    const [row] = await tx
      .update(registration)
      .set({
        lockedBy: claim.owner,
        lockedUntil: leaseEnd,
        attempts: sql`${registration.attempts} + 1`,
      })
      .where(
        and(
          eq(registration.id, id),
          inArray(registration.step, claim.steps),
          lte(registration.runAt, claim.now),
          not(personIsBusy(sql`${registration.personId}`)),
        ),
      )
      .returning()
    return row ? toRegistration(row) : null
  })
}

export type JournalChange = {
  step?: RegistrationStep
  gateExtraId?: string | null
  extraAttempt?: CreateAttempt
  lastFailure?: DeliveryFailure | null
  attempts?: number
  finishedAt?: Date
}

/** Lets go in the same statement: nobody works on it, and it is due again at `runAt`. */
export type LetGo = { runAt: Date }

/** After the lease's end somebody may work on another registration of the same person, whoever is written in this row. */
function isHeld(id: string, owner: string): SQL | undefined {
  return and(eq(registration.id, id), eq(registration.lockedBy, owner), isLeased(registration.lockedUntil))
}

/** Extends the lease of whoever works on a registration; false: it had ended. */
export async function renewClaim(db: Database, id: string, owner: string): Promise<boolean> {
  const renewed = await db
    .update(registration)
    .set({ lockedUntil: leaseEnd })
    .where(isHeld(id, owner))
    .returning({ id: registration.id })
  return renewed.length === 1
}

/**
 * Changes a registration only while `owner` holds it, and renews the lease or lets go. Returns the row as it is then; null
 * means that the result is dropped.
 */
export async function updateClaimed(
  db: Database,
  id: string,
  owner: string,
  change: JournalChange,
): Promise<RegistrationRow | null> {
  const [row] = await claimedUpdate(db, id, owner, change)
  return row ? toRegistration(row) : null
}

/** What work on a registration changed: itself, the account of its person, and what its trail says of it. */
type ClaimedChange = {
  journal: JournalChange
  letGo?: LetGo | undefined
  account?: GateAccountChange | undefined
  events: RegistrationEvent[]
}

/**
 * As `updateClaimed`, with the account and the trail in the same statement. On null the transaction must end with an error,
 * because the trail has been written all the same. `person` is null where nothing of the account was to be changed.
 */
export async function recordClaimed(
  tx: Database,
  { id, personId }: Pick<RegistrationRow, "id" | "personId">,
  owner: string,
  { journal, letGo, account, events }: ClaimedChange,
): Promise<{ registration: RegistrationRow; person: PersonRow | null } | null> {
  const held = tx.$with("held").as(claimedUpdate(tx, id, owner, journal, letGo))
  const trail = events.length === 0 ? [] : [trailEntries(tx, id, events)]
  if (!account) {
    const [row] = await tx
      .with(held, ...trail)
      .select()
      .from(held)
    return row ? { registration: toRegistration(row), person: null } : null
  }
  const changed = tx.$with("changed").as(accountUpdate(tx, personId, account, sql`exists (select from held)`))
  const [row] = await tx
    .with(held, changed, ...trail)
    .select()
    .from(held)
    .innerJoin(changed, sql`true`)
  return row ? { registration: toRegistration(row.held), person: toPerson(row.changed) } : null
}

function claimedUpdate(db: Database, id: string, owner: string, change: JournalChange, letGo?: LetGo) {
  const { extraAttempt, ...columns } = change
  const attempt = extraAttempt && {
    extraStartedAt: extraAttempt.startedAt,
    extraNotFound: extraAttempt.notFound,
    extraNotFoundAt: extraAttempt.notFoundAt,
    extraLookupDue: extraAttempt.lookupDue,
  }
  const lease = letGo ? { ...letGo, lockedBy: null, lockedUntil: null } : { lockedUntil: leaseEnd }
  return db
    .update(registration)
    .set({ ...columns, ...attempt, ...lease })
    .where(isHeld(id, owner))
    .returning()
}

/** Lets go of a registration; it is due again at `at`. A claim that came too early (`isEarly`) is no failed attempt. */
export async function releaseRegistration(
  db: Database,
  id: string,
  owner: string,
  { at, isEarly = false }: { at: Date; isEarly?: boolean },
): Promise<void> {
  const attempts = isEarly ? { attempts: sql`greatest(${registration.attempts} - 1, 0)` } : {}
  await db
    .update(registration)
    .set({ lockedBy: null, lockedUntil: null, runAt: at, ...attempts })
    .where(and(eq(registration.id, id), eq(registration.lockedBy, owner)))
}
