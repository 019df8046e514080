import { and, asc, count, eq, gt, isNotNull, isNull, lte, or, type SQL, sql } from "drizzle-orm"
import type { Event } from "@/lib/domain/event"
import type { RegistrationStep } from "@/lib/domain/registration"
import type { WaitlistOrder } from "@/lib/domain/waitlist"
import type { Database } from "../database"
import { event, eventRevision } from "../schema/event"
import { mailJob } from "../schema/mail"
import { registration } from "../schema/registration"
import { toEvent } from "./events"
import { answersOf, type NewRegistration, type RegistrationRow, toRegistration } from "./registrations"

/** Nobody is offered a place of an event that was called off, put away or taken back. */
const isOnOffer = and(isNull(event.cancelledAt), isNotNull(event.publishedAt), isNull(event.archivedAt))

/** Whether people can join the waitlist of an event, as a transaction sees it now. */
export async function hasWaitlist(tx: Database, eventId: string): Promise<boolean> {
  const isOpen = and(eq(event.id, eventId), isNotNull(event.waitlistOrder), isOnOffer)
  return (await tx.$count(event, isOpen)) === 1
}

/** Puts somebody on the waitlist; false when this submission, or this person for this event, is registered already. */
export async function insertWaiting(
  tx: Database,
  values: NewRegistration & { termsVersion?: number | SQL },
): Promise<boolean> {
  const { createdAt } = values
  const inserted = await tx
    .insert(registration)
    .values({
      ...{ ...values, answers: answersOf(values) },
      ...{ step: "waitlisted", waitlistedAt: createdAt, runAt: createdAt },
    })
    .onConflictDoNothing()
    .returning({ id: registration.id })
  return inserted.length === 1
}

/**
 * What the line is ordered by: whom an organizer put first, then as the event says. A lot is drawn by the id, which nobody
 * chooses, so leaving and joining again draws no other one.
 */
function lineOf(order: WaitlistOrder | null): SQL[] {
  const turn = order === "lottery" ? sql`md5(${registration.id}::text)` : sql`${registration.waitlistedAt}`
  return [sql`${registration.movedUpAt} asc nulls last`, sql`${turn} asc`, sql`${registration.id} asc`]
}

const isWaitingFor = (eventId: string) =>
  and(eq(registration.eventId, eventId), eq(registration.step, "waitlisted"))

type Line = Pick<Event, "id" | "waitlistOrder">

/** Who is next in line; `takers`: of those alone for whom a place may be taken at that instant. */
export async function findNextInLine(
  tx: Database,
  { id, waitlistOrder }: Line,
  takers: Date | null,
): Promise<string | null> {
  const [row] = await tx
    .select({ id: registration.id })
    .from(registration)
    .where(and(isWaitingFor(id), takers === null ? undefined : gt(registration.takeUntil, takers)))
    .orderBy(...lineOf(waitlistOrder))
    .limit(1)
  return row?.id ?? null
}

/** Where somebody who waits stands in their event's line, from 1; null for others. */
export async function findPlaceInLine(
  db: Database,
  line: Line,
  registrationId: string,
): Promise<number | null> {
  const places = db
    .select({
      id: registration.id,
      place: sql<number>`row_number() over (order by ${sql.join(lineOf(line.waitlistOrder), sql`, `)})`
        .mapWith(Number)
        .as("place"),
    })
    .from(registration)
    .where(isWaitingFor(line.id))
    .as("places")
  const [row] = await db.select({ place: places.place }).from(places).where(eq(places.id, registrationId))
  return row?.place ?? null
}

/** Where everybody who waits for an event stands in its line, from 1. */
export async function listPlacesInLine(
  db: Database,
  { id, waitlistOrder }: Line,
): Promise<Map<string, number>> {
  const rows = await db
    .select({ id: registration.id })
    .from(registration)
    .where(isWaitingFor(id))
    .orderBy(...lineOf(waitlistOrder))
    .limit(10_000)
  return new Map(rows.map((row, index) => [row.id, index + 1]))
}

/** Holds somebody who waits until the transaction ends; null when they do no more, or somebody else holds them. */
export async function lockWaiting(tx: Database, id: string): Promise<RegistrationRow | null> {
  const [row] = await tx
    .select()
    .from(registration)
    .where(and(eq(registration.id, id), eq(registration.step, "waitlisted")))
    .for("update", { skipLocked: true })
  return row ? toRegistration(row) : null
}

/**
 * Takes a free place for somebody who waits, and holds the event's row, so that whoever passes on its places takes turns.
 * Null when none is free, nobody waits, or the event is over or on offer no more.
 */
export async function claimPlaceForWaiting(tx: Database, eventId: string, now: Date): Promise<Event | null> {
  const [row] = await tx
    .update(event)
    .set({ taken: sql`${event.taken} + 1` })
    .where(and(eq(event.id, eventId), hasPlaceToPassOn(now)))
    .returning()
  return row ? toEvent(row) : null
}

function hasPlaceToPassOn(now: Date): SQL | undefined {
  return and(
    gt(event.waiting, 0),
    or(isNull(event.capacity), sql`${event.taken} < ${event.capacity}`),
    isOnOffer,
    gt(event.endsAt, now),
  )
}

/** Whether an event has a place that nobody has and somebody waits for. */
export async function hasFreePlaceForWaiting(db: Database, eventId: string, now: Date): Promise<boolean> {
  return (await db.$count(event, and(eq(event.id, eventId), hasPlaceToPassOn(now)))) === 1
}

/** Events with a place that nobody has and somebody waits for. */
export async function listEventsToPassOn(db: Database, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: event.id })
    .from(event)
    .where(hasPlaceToPassOn(now))
    .orderBy(asc(event.startsAt))
    .limit(limit)
  return rows.map(({ id }) => id)
}

/** Holds a place for somebody until `heldUntil`. The caller has claimed it. */
export async function holdOffer(tx: Database, id: string, heldUntil: Date): Promise<void> {
  await tx.update(registration).set({ step: "offered", heldUntil }).where(eq(registration.id, id))
}

/**
 * Makes a place somebody's own, with the step to go on from; false when they are on the waitlist no more, or the event
 * is over or cancelled. The place is the
 * caller's to claim, but for an offer (`from`), which has it and must not have ended at `now`; an organizer may give it until
 * somebody else has it (`isLateToo`).
 */
export async function placeWaiting(
  tx: Database,
  id: string,
  {
    from,
    step,
    now,
    isLateToo,
  }: { from: "waitlisted" | "offered"; step: RegistrationStep; now: Date; isLateToo: boolean },
): Promise<boolean> {
  const takesPlace = sql`exists (
    select from ${event} where ${event.id} = ${registration}.event_id
      and ${event.cancelledAt} is null and ${event.endsAt} > ${now.toISOString()}::timestamptz)`
  const isInTime = from === "offered" && !isLateToo ? gt(registration.heldUntil, now) : undefined
  const placed = await tx
    .update(registration)
    .set({ step, placedAt: now, takeUntil: null, cancelledAt: null, attempts: 0, runAt: now })
    .where(and(eq(registration.id, id), eq(registration.step, from), isInTime, takesPlace))
    .returning({ id: registration.id })
  return placed.length === 1
}

/** An event's offers end with its doors, also when those open earlier than they were to. */
export async function endOffersWithDoors(tx: Database, eventId: string, doors: Date): Promise<void> {
  await tx
    .update(registration)
    .set({ heldUntil: doors })
    .where(
      and(
        eq(registration.eventId, eventId),
        eq(registration.step, "offered"),
        gt(registration.heldUntil, doors),
      ),
    )
}

export type EndedOffer = { id: string; eventId: string }

/** Offers whose time is up. */
export async function listEndedOffers(db: Database, now: Date, limit: number): Promise<EndedOffer[]> {
  return db
    .select({ id: registration.id, eventId: registration.eventId })
    .from(registration)
    .where(and(eq(registration.step, "offered"), lte(registration.heldUntil, now)))
    .orderBy(asc(registration.heldUntil))
    .limit(limit)
}

/**
 * Ends an offer whose time is up, once; the caller gives its place back. Returns the step it led to: whoever could not
 * claim because the event is cancelled waits on where they were. Null when it had ended already.
 */
export async function endOffer(tx: Database, id: string, now: Date): Promise<RegistrationStep | null> {
  const isOff = sql`(select ${event.cancelledAt} is not null from ${event} where ${event.id} = ${registration}.event_id)`
  const [ended] = await tx
    .update(registration)
    .set({
      step: sql`case when ${isOff} then 'waitlisted' else 'cancelled' end`,
      cancelledAt: sql`case when ${isOff} then ${registration.cancelledAt} else ${now.toISOString()}::timestamptz end`,
      heldUntil: sql`case when not ${isOff} then ${registration.heldUntil} end`,
    })
    .where(and(eq(registration.id, id), eq(registration.step, "offered"), lte(registration.heldUntil, now)))
    .returning({ step: registration.step })
  return ended?.step ?? null
}

/** Keeps until when a place may be taken for somebody; false when they wait no more. */
export async function setTakeUntil(tx: Database, id: string, takeUntil: Date | null): Promise<boolean> {
  const set = await tx
    .update(registration)
    .set({ takeUntil })
    .where(and(eq(registration.id, id), eq(registration.step, "waitlisted")))
    .returning({ id: registration.id })
  return set.length === 1
}

/** Puts somebody first in line, behind those who were put there before; false when they wait no more. */
export async function moveUp(tx: Database, id: string, now: Date): Promise<boolean> {
  const moved = await tx
    .update(registration)
    .set({ movedUpAt: now })
    .where(and(eq(registration.id, id), eq(registration.step, "waitlisted"), isNull(registration.movedUpAt)))
    .returning({ id: registration.id })
  return moved.length === 1
}

/** Whether a mail told of a free place before its reader joined the line anew, or before the event was moved. */
function isOutdated(mail: string): SQL {
  const owed = sql.raw(mail)
  return sql`exists (
    select from ${registration} join ${event} on ${event.id} = ${registration.eventId}
    where ${registration.id} = ${owed}.registration_id and (
      ${registration.waitlistedAt} > ${owed}.run_at or exists (
        select from ${eventRevision} as old
        where old.event_id = ${event.id} and old.replaced_at > ${owed}.run_at
          and (old.starts_at, old.ends_at, old.doors_at)
            is distinct from (${event.startsAt}, ${event.endsAt}, ${event.doorsAt}))))`
}

/** Owes everybody who waits the one mail that a place goes to the first to claim it; anew where it is outdated. */
export async function oweClaimable(tx: Database, eventId: string, now: Date): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`
  await tx.execute(sql`
    insert into ${mailJob} (id, kind, registration_id, run_at)
    select gen_random_uuid(), 'claimable', waiting.id, ${at} from ${registration} as waiting
    where waiting.event_id = ${eventId} and waiting.step = 'waitlisted' and not exists (
      select from ${mailJob} as owed
      where owed.registration_id = waiting.id and owed.kind = 'claimable' and not ${isOutdated("owed")})
    on conflict (kind, registration_id) do update
    set id = excluded.id, run_at = excluded.run_at, sent_at = null, refused_at = null, attempts = 0
    where ${isOutdated("mail_job")}`)
}

/** How many asked for a place of an event when none was left, and how many of them got one. */
export async function countWaited(db: Database, eventId: string): Promise<{ asked: number; placed: number }> {
  const [row] = await db
    .select({ asked: count(registration.waitlistedAt), placed: count(registration.placedAt) })
    .from(registration)
    .where(and(eq(registration.eventId, eventId), isNotNull(registration.waitlistedAt)))
  return row ?? { asked: 0, placed: 0 }
}
