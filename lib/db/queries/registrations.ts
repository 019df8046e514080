import {
  and,
  asc,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  ne,
  not,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm"
import type { KeptAnswers, SpelledAnswers } from "@/lib/domain/answers"
import type { EventWithQuestions } from "@/lib/domain/event"
import type { PersonName } from "@/lib/domain/person-name"
import type { CreateAttempt, DeliveryFailure, Journal, RegistrationStep } from "@/lib/domain/registration"
import type { TrailName } from "@/lib/domain/trail"
import { type Companion, companion } from "../companion"
import type { Database } from "../database"
import { event } from "../schema/event"
import { networkPassRule } from "../schema/network"
import { person } from "../schema/person"
import { registration, registrationEvent } from "../schema/registration"
import { toEvent, withQuestions } from "./events"
import { accountUpdate, type GateAccountChange, type PersonRow, toPerson } from "./people"
import { isFree, isLeased, leaseEnd, lockPerson, lockPersonOf, personIsBusy } from "./work-lease"

/** A registration as the use cases know it: its row, without who holds it and what is kept for the attendee list. */
export type RegistrationRow = ReturnType<typeof toRegistration>

/** Takes what the use cases need out of a row. */
export function toRegistration(row: typeof registration.$inferSelect) {
  const { extraStartedAt, extraNotFound, extraNotFoundAt, extraLookupDue, ...columns } = row
  const { lockedBy, lockedUntil, email, facets, prefixes, sortName, search, answers, undelivered, ...rest } =
    columns
  const extraAttempt: CreateAttempt = {
    startedAt: extraStartedAt,
    notFound: extraNotFound,
    notFoundAt: extraNotFoundAt,
    lookupDue: extraLookupDue,
  }
  return { ...rest, ...answers, ...undelivered, extraAttempt } satisfies Journal
}

export type NewRegistration = Pick<
  RegistrationRow,
  | "id"
  | "eventId"
  | "personId"
  | "submissionId"
  | "ticketCode"
  | "firstName"
  | "lastName"
  | "answers"
  | "spellings"
  | "language"
  | "locale"
  | "termsAcceptedAt"
  | "createdAt"
> &
  Partial<Pick<RegistrationRow, "needsProof">>

/** Answers of a registration that begins, or begins anew: nobody has contested one. */
export function answersOf({ answers, spellings }: SpelledAnswers): KeptAnswers {
  return { answers, spellings, contested: {} }
}

/** False when this submission, or this person for this event, is registered already. */
export async function insertRegistration(
  db: Database,
  values: NewRegistration & { termsVersion?: number | SQL },
): Promise<boolean> {
  const inserted = await db
    .insert(registration)
    .values({ ...values, answers: answersOf(values), step: "accepted", runAt: values.createdAt })
    .onConflictDoNothing()
    .returning({ id: registration.id })
  return inserted.length === 1
}

/**
 * Inserts a registration that `owner` has claimed from the start, unless somebody works on another one of the person
 * (`claimRegistration`). Null as `insertRegistration` is false. Locks the person's row, so call it in a transaction, before
 * anything else that others wait for.
 */
export async function insertClaimed(
  tx: Database,
  values: NewRegistration & { termsVersion?: number | SQL },
  owner: string,
): Promise<{ registration: RegistrationRow; person: PersonRow; isClaimed: boolean } | null> {
  const person = await lockPerson(tx, values.personId)
  if (!person) throw new Error(`Person ${values.personId} registers but does not exist`)
  const unlessBusy = (claimed: SQL) =>
    sql`case when ${personIsBusy(sql`${values.personId}::uuid`)} then null else ${claimed} end`
  const [row] = await tx
    .insert(registration)
    .values({
      ...values,
      answers: answersOf(values),
      step: "accepted",
      runAt: values.createdAt,
      lockedBy: unlessBusy(sql`${owner}`),
      lockedUntil: unlessBusy(leaseEnd),
      attempts: sql`coalesce(${unlessBusy(sql`1`)}, 0)`,
    })
    .onConflictDoNothing()
    .returning()
  if (!row) return null
  return { registration: toRegistration(row), person: toPerson(person), isClaimed: row.lockedBy === owner }
}

export async function findRegistration(db: Database, id: string): Promise<RegistrationRow | null> {
  const [row] = await db.select().from(registration).where(eq(registration.id, id)).limit(1)
  return row ? toRegistration(row) : null
}

/** A registration with its event, in one statement. */
export async function findRegistrationWithEvent(
  db: Database,
  id: string,
): Promise<{ registration: RegistrationRow; event: EventWithQuestions } | null> {
  const [row] = await db
    .select({ registration, event })
    .from(registration)
    .innerJoin(event, eq(event.id, registration.eventId))
    .where(eq(registration.id, id))
    .limit(1)
  return row
    ? { registration: toRegistration(row.registration), event: await withQuestions(db, row.event) }
    : null
}

export async function findRegistrationByCode(
  db: Database,
  ticketCode: string,
): Promise<RegistrationRow | null> {
  const [row] = await db.select().from(registration).where(eq(registration.ticketCode, ticketCode)).limit(1)
  return row ? toRegistration(row) : null
}

/** Registrations of a person, the newest first. */
export async function listRegistrationsOf(db: Database, personId: string): Promise<RegistrationRow[]> {
  const rows = await db
    .select()
    .from(registration)
    .where(eq(registration.personId, personId))
    .orderBy(desc(registration.createdAt))
    .limit(200)
  return rows.map(toRegistration)
}

export async function findRegistrationOf(
  db: Database,
  { eventId, personId }: { eventId: string; personId: string },
): Promise<RegistrationRow | null> {
  const [row] = await db
    .select()
    .from(registration)
    .where(and(eq(registration.eventId, eventId), eq(registration.personId, personId)))
    .limit(1)
  return row ? toRegistration(row) : null
}

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
 * Makes `owner` the only one who may work on a registration until the lease ends; `renewRegistration` extends it. Null when it is at another step, not
 * due yet (GATE's Retry-After holds for every caller), or when somebody works on it, or on another registration of the
 * same person: both would create that person's GATE user, and where GATE keeps one record a person, both would write to
 * it. The person's row is locked first, so two claims of one person cannot pass each other.
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
export async function renewRegistration(db: Database, id: string, owner: string): Promise<boolean> {
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

export type RegistrationEvent = {
  name: TrailName
  at: Date
  detail?: Record<string, string | number | boolean | string[]>
  /** The organizer who did it. */
  actorId?: string | null | undefined
}

/** Of a query: a registration that takes one of its event's places, as `holdsPlace` says it. */
export const holdsPlaceNow = sql<boolean>`registration_holds_place(${registration.step})`

/** Of a query: a registration with a ticket, as `hasTicket` says it. */
export const hasTicketNow = notInArray(registration.step, ["waitlisted", "offered", "cancelled"])

/** Of a query: a ticket that `isRemovedInGate` (lib/domain/registration.ts) has not ended. */
export const isNotRemovedInGate = or(ne(registration.step, "removed"), isNotNull(registration.erasedAt))

/** A ticket by the name on it. */
export type NamedTicket = PersonName & { id: string }

/**
 * A person's tickets that a corrected name belongs on: not used at the door yet, of events that are still to end. Those
 * that were purged have no name.
 */
export async function listRenamable(db: Database, personId: string, now: Date): Promise<NamedTicket[]> {
  return db
    .select({ id: registration.id, firstName: registration.firstName, lastName: registration.lastName })
    .from(registration)
    .innerJoin(event, eq(event.id, registration.eventId))
    .where(
      and(
        eq(registration.personId, personId),
        isNull(registration.checkedInAt),
        isNull(registration.purgedAt),
        gt(event.endsAt, now),
      ),
    )
    .for("update", { of: registration })
}

/** The name on a ticket. */
export async function setRegistrationName(db: Database, id: string, name: PersonName): Promise<void> {
  await db.update(registration).set(name).where(eq(registration.id, id))
}

export async function appendRegistrationEvent(
  db: Database,
  registrationId: string,
  event: RegistrationEvent,
): Promise<void> {
  await entriesInsert(db, registrationId, [event])
}

function entriesInsert(db: Database, registrationId: string, events: RegistrationEvent[]) {
  const rows = events.map(({ name, at, detail = {}, actorId = null }) => ({
    ...{ registrationId, name, at, detail, actorId },
  }))
  return db.insert(registrationEvent).values(rows)
}

/** Several, in their order, as a companion of another statement; not of the one that inserts the registration. */
export function trailEntries(tx: Database, registrationId: string, events: RegistrationEvent[]): Companion {
  return companion(tx, "trail", entriesInsert(tx, registrationId, events))
}

/** The trail of a registration, from its beginning. An earlier version may have written names that this one never does. */
export async function listRegistrationEvents(
  db: Database,
  registrationId: string,
): Promise<(Omit<RegistrationEvent, "name"> & { name: string })[]> {
  return db
    .select({ name: registrationEvent.name, at: registrationEvent.at, detail: registrationEvent.detail })
    .from(registrationEvent)
    .where(eq(registrationEvent.registrationId, registrationId))
    .orderBy(asc(registrationEvent.id))
    .limit(1_000)
}

/** How a registration came to be: by the person, who had proved the address, by an organizer, or found in GATE. */
export type RegistrationOrigin = "person" | "organizer" | "gate"

/** The origin of a registration, of its last renewal when it was given up before. */
const origin = sql<RegistrationOrigin | null>`(
  select case when entry.name = 'registration.adopted' then 'gate' when entry.actor_id is null then 'person' else 'organizer' end
  from ${registrationEvent} as entry
  where entry.registration_id = ${registration.id}
    and entry.name in ('registration.accepted', 'registration.accepted_again', 'registration.adopted', 'waitlist.joined')
  order by entry.id desc limit 1)`

/**
 * How often a registration was given up, erased or taken up again: each time a calendar must believe the newest word.
 */
const turns = sql<number>`(
  select count(*)::int from ${registrationEvent} as entry
  where entry.registration_id = ${registration}.id
    and entry.name in ('registration.cancelled', 'registration.restored', 'registration.accepted_again',
      'registration.cancelled_in_gate', 'registration.restored_in_gate', 'gate_extra.removed', 'gate_extra.found_again',
      'profile.erasure_requested', 'registration.purged',
      'waitlist.claimed', 'waitlist.place_taken', 'waitlist.place_given'))`

/** The same of one registration. */
export async function countTurns(db: Database, id: string): Promise<number> {
  const [row] = await db.select({ turns }).from(registration).where(eq(registration.id, id)).limit(1)
  return row?.turns ?? 0
}

/**
 * Somebody's tickets of events that end after `since`, cancelled ones as well, each with what its calendar entry needs.
 */
export async function listCalendarTickets(db: Database, personId: string, since: Date) {
  const rows = await db
    .select({
      ...{ id: registration.id, step: registration.step, erasedAt: registration.erasedAt },
      ...{ event, turns },
    })
    .from(registration)
    .innerJoin(event, eq(event.id, registration.eventId))
    .where(
      and(
        eq(registration.personId, personId),
        gt(event.endsAt, since),
        // Whoever only waits, or did, never had it in a calendar.
        or(hasTicketNow, isNull(registration.waitlistedAt), isNotNull(registration.placedAt)),
      ),
    )
    .orderBy(asc(event.startsAt), asc(registration.id))
    .limit(500)
  return rows.map(({ event: row, ...rest }) => ({ ...rest, event: toEvent(row) }))
}

const hasNetworkPass = sql<boolean>`exists (
  select from ${networkPassRule} as rule where rule.event_id = ${registration.eventId})`

/** A registration with everything a mail about it says, in one statement. */
export async function findRegistrationForMail(
  db: Database,
  id: string,
): Promise<{
  registration: RegistrationRow
  person: PersonRow
  event: EventWithQuestions
  origin: RegistrationOrigin
  turns: number
  /** Whether the event has a network pass. */
  hasNetworkPass: boolean
} | null> {
  const [row] = await db
    .select({ registration, person, event, origin, turns, hasNetworkPass })
    .from(registration)
    .innerJoin(person, eq(person.id, registration.personId))
    .innerJoin(event, eq(event.id, registration.eventId))
    .where(eq(registration.id, id))
    .limit(1)
  if (!row) return null
  return {
    registration: toRegistration(row.registration),
    person: toPerson(row.person),
    event: await withQuestions(db, row.event),
    origin: row.origin ?? "person",
    turns: row.turns,
    hasNetworkPass: row.hasNetworkPass,
  }
}
