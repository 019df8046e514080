import {
  and,
  asc,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  ne,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm"
import type { KeptAnswers, SpelledAnswers } from "@/lib/domain/answers"
import type { EventWithQuestions } from "@/lib/domain/event"
import type { PersonName } from "@/lib/domain/person-name"
import type { CreateAttempt, Journal } from "@/lib/domain/registration"
import type { TrailName } from "@/lib/domain/trail"
import { type Companion, companion } from "../companion"
import type { Database } from "../database"
import { event } from "../schema/event"
import { networkPassRule } from "../schema/network"
import { person } from "../schema/person"
import { registration, registrationEvent } from "../schema/registration"
import { toEvent, withQuestions } from "./events"
import { type PersonRow, toPerson } from "./people"
import { leaseEnd, lockPerson, personIsBusy } from "./work-lease"

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

/** Of a query: a registration that takes one of its event's places, as `holdsPlace` says it. */
export const holdsPlaceNow = sql<boolean>`registration_holds_place(${registration.step})`

/** Of a query: a registration with a ticket, as `hasTicket` says it. */
export const hasTicketNow = notInArray(registration.step, ["waitlisted", "offered", "cancelled"])

/** Of a query: a registration on the waitlist, as `isWaiting` says it. */
export const isWaitingNow = inArray(registration.step, ["waitlisted", "offered"])

/** Of a query: a ticket that `isRemovedInGate` (lib/domain/registration.ts) has not ended. */
export const isNotRemovedInGate = or(ne(registration.step, "removed"), isNotNull(registration.erasedAt))

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
 * (`claimRegistration` in registration-claims.ts). Null as `insertRegistration` is false. Locks the person's row, so call it in a transaction, before
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

export type RegistrationEvent = {
  name: TrailName
  at: Date
  detail?: Record<string, string | number | boolean | string[]>
  /** The organizer who did it. */
  actorId?: string | null | undefined
}

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
