import { and, asc, eq, gt, inArray, isNotNull, isNull, notExists, sql } from "drizzle-orm"
import type { Database } from "../database"
import { event } from "../schema/event"
import { gateRecord } from "../schema/gate-sync"
import { gateTask } from "../schema/gate-task"
import { mailJob } from "../schema/mail"
import { person } from "../schema/person"
import { eventPicture } from "../schema/picture"
import { registration, registrationEvent } from "../schema/registration"
import { isResting } from "./gate-tasks"
import { type PersonRow, toPerson } from "./people"
import { picturesOf } from "./pictures"
import { hasTicketNow, holdsPlaceNow, type RegistrationRow, toRegistration } from "./registrations"

/** What the database holds of an event's places: the counter, and the registrations it stands for. */
export type Places = {
  eventId: string
  capacity: number | null
  taken: number
  live: number
  beyond: number
} & {
  /** How many wait by the event's row, and by their own. */
  waiting: number
  waitlisted: number
}

/**
 * The places of every event. A registration counts while it holds one; `beyond` are those of them that an organizer
 * gave a place beyond the capacity, as the trail says.
 */
export async function listPlaces(db: Database): Promise<Places[]> {
  const isLive = holdsPlaceNow
  const isBeyond = sql`exists (select from ${registrationEvent} where ${registrationEvent.registrationId} = ${registration.id} and ${registrationEvent.name} = 'registration.over_capacity')`
  const live = sql<number>`count(${registration.id}) filter (where ${isLive})`
  const beyond = sql<number>`count(${registration.id}) filter (where ${isLive} and ${isBeyond})`
  return db
    .select({
      eventId: event.id,
      capacity: event.capacity,
      taken: event.taken,
      live: live.mapWith(Number),
      waiting: event.waiting,
      waitlisted:
        sql<number>`count(${registration.id}) filter (where ${registration.step} = 'waitlisted')`.mapWith(
          Number,
        ),
      beyond: beyond.mapWith(Number),
    })
    .from(event)
    .leftJoin(registration, eq(registration.eventId, event.id))
    .groupBy(event.id)
}

export async function listEventIdsOf(db: Database, organizationId: string): Promise<string[]> {
  const rows = await db.select({ id: event.id }).from(event).where(eq(event.organizationId, organizationId))
  return rows.map(({ id }) => id)
}

/** Every organization that has an event here. */
export async function listOrganizations(db: Database): Promise<{ id: string; name: string }[]> {
  return db.selectDistinct({ id: event.organizationId, name: event.organizationName }).from(event)
}

/** A registration with its person, and when the claim on it ends. */
export type Examined = { registration: RegistrationRow; person: PersonRow; lockedUntil: Date | null }

/** Up to `limit` registrations of some events, in the order of their ids, behind `after`. */
export async function listExamined(
  db: Database,
  eventIds: string[],
  after: string | null,
  limit: number,
): Promise<Examined[]> {
  if (eventIds.length === 0) return []
  const rows = await db
    .select({ registration, person })
    .from(registration)
    .innerJoin(person, eq(person.id, registration.personId))
    .where(
      and(inArray(registration.eventId, eventIds), after === null ? undefined : gt(registration.id, after)),
    )
    .orderBy(asc(registration.id))
    .limit(limit)
  return rows.map((row) => ({
    registration: toRegistration(row.registration),
    person: toPerson(row.person),
    lockedUntil: row.registration.lockedUntil,
  }))
}

/** Registrations GATE took more than one record for, as far as the trail tells; a record that went may be made anew. */
export async function listRecordsMadeTwice(db: Database): Promise<string[]> {
  return listMadeTwice(db, registrationEvent.registrationId, "gate_extra.created", [
    "gate_extra.removed",
    "gate_user.missing",
    "registration.accepted_again",
  ])
}

/** People GATE took more than one account for, as far as the trail tells; an account that went may be made anew. */
export async function listAccountsMadeTwice(db: Database): Promise<string[]> {
  return listMadeTwice(db, registration.personId, "gate_user.created", ["gate_user.missing"])
}

async function listMadeTwice(
  db: Database,
  subject: typeof registrationEvent.registrationId | typeof registration.personId,
  made: string,
  allowsAnother: string[],
): Promise<string[]> {
  const count = (names: string[]) => sql`count(*) filter (where ${inArray(registrationEvent.name, names)})`
  const rows = await db
    .select({ id: sql<string>`${subject}` })
    .from(registrationEvent)
    .innerJoin(registration, eq(registration.id, registrationEvent.registrationId))
    .where(inArray(registrationEvent.name, [made, ...allowsAnother]))
    .groupBy(subject)
    .having(sql`${count([made])} > 1 + ${count(allowsAnother)}`)
  return rows.map(({ id }) => id)
}

/** Live registrations whose person was never owed a mail with their ticket. Whoever registered elsewhere was told there. */
export async function listWithoutTicketMail(db: Database): Promise<string[]> {
  const owed = db
    .select({ id: mailJob.id })
    .from(mailJob)
    .where(
      and(
        eq(mailJob.registrationId, registration.id),
        inArray(mailJob.kind, ["ticket", "restored", "place_taken"]),
      ),
    )
  const adopted = db
    .select({ id: registrationEvent.id })
    .from(registrationEvent)
    .where(
      and(
        eq(registrationEvent.registrationId, registration.id),
        eq(registrationEvent.name, "registration.adopted"),
      ),
    )
  const rows = await db
    .select({ id: registration.id })
    .from(registration)
    .where(
      and(
        hasTicketNow,
        isNull(registration.purgedAt),
        isNull(registration.erasedAt),
        notExists(owed),
        notExists(adopted),
      ),
    )
  return rows.map(({ id }) => id)
}

/** Registrations whose status GATE has not heard of yet. */
export async function listStatusesUnderWay(db: Database): Promise<string[]> {
  const rows = await db
    .select({ id: gateTask.registrationId })
    .from(gateTask)
    .where(and(isNull(gateTask.finishedAt), isNotNull(gateTask.registrationId)))
  return rows.flatMap(({ id }) => id ?? [])
}

/** Which of some GATE records organizers are shown, or are about to be adopted. */
export async function listKnownToOrganizers(db: Database, extraIds: string[]): Promise<string[]> {
  if (extraIds.length === 0) return []
  const rows = await db
    .select({ id: gateRecord.extraId })
    .from(gateRecord)
    .where(
      and(
        inArray(gateRecord.extraId, extraIds),
        sql`(${gateRecord.problem} is not null or ${gateRecord.adoptAt} is not null)`,
      ),
    )
  return rows.map(({ id }) => id)
}

/** GATE accounts that belong to somebody here, whether they have a registration or not. */
export async function listLinkedAccounts(db: Database): Promise<string[]> {
  const rows = await db.select({ id: person.gateUserId }).from(person).where(isNotNull(person.gateUserId))
  return rows.flatMap(({ id }) => id ?? [])
}

/** How many registrations are at each step. */
export async function countSteps(db: Database): Promise<Record<string, number>> {
  const rows = await db
    .select({ step: registration.step, count: sql<number>`count(*)`.mapWith(Number) })
    .from(registration)
    .groupBy(registration.step)
  return Object.fromEntries(rows.map(({ step, count }) => [step, count]))
}

/** What is still on its way to GATE: registrations, answers given later, and cancellations and the like. */
export async function countUnderWay(
  db: Database,
): Promise<{ registrations: number; answers: number; tasks: number }> {
  const isOpen = inArray(registration.step, ["accepted", "user_created"])
  const isAnswered = and(eq(registration.step, "finished"), sql`${registration.undelivered} <> '{}'::jsonb`)
  return {
    registrations: await db.$count(registration, isOpen),
    answers: await db.$count(registration, isAnswered),
    tasks: await db.$count(gateTask, and(isNull(gateTask.finishedAt), sql`not ${isResting(sql`now()`)}`)),
  }
}

/** Whether the constraint that no code can get round is in the database (reliability C5). */
export async function hasCapacityCheck(db: Database): Promise<boolean> {
  const rows = await db
    .select({ name: sql<string>`conname` })
    .from(sql`pg_constraint`)
    .where(sql`conname = 'event_taken_is_within_capacity' and contype = 'c' and convalidated`)
  return rows.length > 0
}

/** Events that lack files of a picture they show, or have files of one they don't. */
export async function listBrokenPictures(db: Database): Promise<string[]> {
  // Two formats a width, all of it to be cut again, and small.
  const shown = sql`(
    select event_id, picture ->> 'hash' as hash, max(2 * jsonb_array_length(picture -> 'widths') + 2) as files
    from ${picturesOf} as pictures where picture ->> 'hash' is not null group by 1, 2
  ) as shown`
  const kept = sql`(
    select ${eventPicture.eventId} as event_id, ${eventPicture.hash} as hash, count(*) as files
    from ${eventPicture} group by 1, 2
  ) as kept`
  const rows = await db
    .selectDistinct({ id: sql<string>`event_id` })
    .from(sql`${shown} full join ${kept} using (event_id, hash)`)
    .where(sql`shown.files is distinct from kept.files`)
  return rows.map(({ id }) => id)
}
