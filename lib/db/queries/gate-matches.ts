import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, or, type SQL, sql } from "drizzle-orm"
import type { Answers } from "@/lib/domain/answers"
import type { Database } from "../database"
import { event } from "../schema/event"
import { gateRecord } from "../schema/gate-sync"
import { gateTask } from "../schema/gate-task"
import { person } from "../schema/person"
import { registration, registrationEvent } from "../schema/registration"
import { guessedCountriesOf } from "./country-guess"
import { isResting } from "./gate-tasks"
import { answersOf } from "./registrations"
import { isPersonBusy, lockPerson } from "./work-lease"

const matchColumns = {
  id: registration.id,
  eventId: registration.eventId,
  personId: registration.personId,
  step: registration.step,
  gateExtraId: registration.gateExtraId,
  answers: registration.answers,
  undelivered: registration.undelivered,
  guessedCountries: guessedCountriesOf(registration.personId),
  erasedAt: registration.erasedAt,
  purgedAt: registration.purgedAt,
  cancelledAt: registration.cancelledAt,
  checkedInAt: registration.checkedInAt,
  badgePrintedAt: registration.badgePrintedAt,
  finishedAt: registration.finishedAt,
  runAt: registration.runAt,
  gateUserId: person.gateUserId,
}

async function selectMatches(db: Database, which: SQL | undefined) {
  const rows = await db
    .select(matchColumns)
    .from(registration)
    .innerJoin(person, eq(person.id, registration.personId))
    .where(which)
  return rows.map(({ answers, undelivered, ...rest }) => ({ ...rest, ...answers, ...undelivered }))
}

/** A registration as the walk compares it with its record. */
export type Match = Awaited<ReturnType<typeof selectMatches>>[number]

/** Registrations of these events that are linked with these records. Where GATE keeps one record a person, several can be. */
export async function listMatchesByExtra(
  db: Database,
  eventIds: string[],
  extraIds: string[],
): Promise<Match[]> {
  if (eventIds.length === 0 || extraIds.length === 0) return []
  return selectMatches(
    db,
    and(inArray(registration.gateExtraId, extraIds), inArray(registration.eventId, eventIds)),
  )
}

/** Registrations of the people behind these GATE accounts for these events. */
export async function listMatchesByParent(
  db: Database,
  eventIds: string[],
  gateUserIds: string[],
): Promise<Match[]> {
  if (eventIds.length === 0 || gateUserIds.length === 0) return []
  return selectMatches(
    db,
    and(inArray(person.gateUserId, gateUserIds), inArray(registration.eventId, eventIds)),
  )
}

/**
 * Whether anything about a person is under way to GATE, or went there after `since`: what GATE said before may be older
 * than what it was told.
 */
async function isBusySince(tx: Database, personId: string, since: Date): Promise<boolean> {
  if (await isPersonBusy(tx, personId)) return true
  const isDue = and(
    isNull(gateTask.finishedAt),
    sql`not ${isResting(sql`${since.toISOString()}::timestamptz`)}`,
  )
  const recent = or(isDue, gt(gateTask.finishedAt, since))
  // A network pass stays open until its event is over, and writes no record.
  const isAboutRecords = ne(gateTask.kind, "set_network_pass")
  return (await tx.$count(gateTask, and(eq(gateTask.personId, personId), isAboutRecords, recent))) > 0
}

/**
 * Runs `write` as the only one who works on a person, when nothing of theirs is or was lately under way to GATE; false
 * when it was not run. `since`: a read of GATE is believed only about what was written before.
 */
export async function whilePersonRests(
  db: Database,
  personId: string,
  since: Date,
  write: (tx: Database) => Promise<boolean>,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    await lockPerson(tx, personId)
    return !(await isBusySince(tx, personId, since)) && write(tx)
  })
}

export type MatchChange = Partial<
  Pick<
    typeof registration.$inferInsert,
    "answers" | "checkedInAt" | "checkedInBy" | "badgePrintedAt" | "step" | "gateExtraId" | "runAt"
  >
>

/** Changes a registration that is still what it was compared as, and was not saved after `since`; false otherwise. */
export async function changeMatch(
  tx: Database,
  match: Match,
  since: Date,
  change: MatchChange,
): Promise<boolean> {
  const { answers, spellings, contested, undelivered, bases } = match
  const changed = await tx
    .update(registration)
    .set(change)
    .where(
      and(
        eq(registration.id, match.id),
        eq(registration.step, match.step),
        lte(registration.runAt, since),
        eq(registration.answers, { answers, spellings, contested }),
        eq(registration.undelivered, { undelivered, bases }),
        isNull(registration.erasedAt),
        isNull(registration.purgedAt),
      ),
    )
    .returning({ id: registration.id })
  return changed.length === 1
}

/** How many registrations one look passes at most, so that no look takes long. */
const windowSize = 2_000

/**
 * The next registrations after an id that are finished and whose record the walk `run` has not met; `to` is how far was
 * looked, null at the end.
 */
export async function listUnseen(
  db: Database,
  walk: { organizationId: string; run: number; startedAt: Date; after: string | null },
  limit: number,
): Promise<{ ids: string[]; to: string | null }> {
  const window = db
    .select({ id: registration.id })
    .from(registration)
    .where(walk.after === null ? undefined : gt(registration.id, walk.after))
    .orderBy(asc(registration.id))
    .limit(windowSize)
    .as("looked_at")
  const [end] = await db.select({ to: sql<string | null>`max(${window.id}::text)` }).from(window)
  if (!end?.to) return { ids: [], to: null }
  const rows = await db
    .select({ id: registration.id })
    .from(window)
    .innerJoin(registration, eq(registration.id, window.id))
    .innerJoin(event, eq(event.id, registration.eventId))
    .leftJoin(gateRecord, and(eq(gateRecord.extraId, registration.gateExtraId), eq(gateRecord.run, walk.run)))
    .where(
      and(
        eq(event.organizationId, walk.organizationId),
        eq(registration.step, "finished"),
        isNotNull(registration.gateExtraId),
        lt(registration.finishedAt, walk.startedAt),
        isNull(gateRecord.extraId),
      ),
    )
    .orderBy(asc(registration.id))
    .limit(limit)
  const ids = rows.map(({ id }) => id)
  return { ids, to: ids.length < limit ? end.to : (ids.at(-1) ?? end.to) }
}

export async function findMatch(db: Database, registrationId: string): Promise<Match | null> {
  const [match] = await selectMatches(db, eq(registration.id, registrationId))
  return match ?? null
}

/** Whether a GATE account is about to be deleted, or records of it are. */
export async function isBeingDeleted(db: Database, gateUserId: string): Promise<boolean> {
  return (
    (await db.$count(gateTask, and(isNull(gateTask.finishedAt), eq(gateTask.gateUserId, gateUserId)))) > 0
  )
}

/** Whether an organizer typed this person's address and nobody has proved it. */
export async function isUnproved(db: Database, personId: string): Promise<boolean> {
  const open = and(eq(registration.personId, personId), eq(registration.needsProof, true))
  return (await db.$count(registration, open)) > 0
}

/** Links a person who has no GATE account with one; false when they have one by now, or the account is somebody's. */
export async function linkAccount(tx: Database, personId: string, gateUserId: string): Promise<boolean> {
  if ((await tx.$count(person, eq(person.gateUserId, gateUserId))) > 0) return false
  const linked = await tx
    .update(person)
    .set({ gateUserId, userStartedAt: null, userNotFound: 0, userNotFoundAt: null, userLookupDue: false })
    .where(and(eq(person.id, personId), isNull(person.gateUserId), isNull(person.userStartedAt)))
    .returning({ id: person.id })
  return linked.length === 1
}

export type AdoptedPerson = Pick<
  typeof person.$inferInsert,
  "id" | "email" | "firstName" | "lastName" | "gateUsername" | "gateUserId" | "language" | "createdAt"
>

/** Somebody known from GATE; false when the address, the username or the account belongs to somebody here. */
export async function insertAdoptedPerson(tx: Database, values: AdoptedPerson): Promise<boolean> {
  const inserted = await tx
    .insert(person)
    .values({ ...values, userLookupDue: false })
    .onConflictDoNothing()
    .returning({ id: person.id })
  return inserted.length === 1
}

export type AdoptedRegistration = Omit<
  typeof registration.$inferInsert,
  "answers" | "step" | "finishedAt" | "runAt" | "attempts"
> & { answers: Answers; adoptedAt: Date }

/** A registration made elsewhere; false when the person is registered for the event here. */
export async function insertAdoptedRegistration(
  tx: Database,
  { adoptedAt, answers, ...values }: AdoptedRegistration,
): Promise<boolean> {
  const inserted = await tx
    .insert(registration)
    .values({
      ...values,
      answers: answersOf({ answers, spellings: {} }),
      step: "finished",
      finishedAt: adoptedAt,
      runAt: adoptedAt,
    })
    .onConflictDoNothing()
    .returning({ id: registration.id })
  if (inserted.length === 0) return false
  await tx.insert(registrationEvent).values({
    registrationId: values.id,
    name: "registration.adopted",
    at: adoptedAt,
    detail: { extra: values.gateExtraId ?? "" },
  })
  return true
}
