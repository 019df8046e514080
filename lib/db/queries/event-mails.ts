import { and, asc, eq, gt, isNotNull, isNull, lt, notExists, or, type SQL, sql } from "drizzle-orm"
import type { Event } from "@/lib/domain/event"
import type { EventMail } from "@/lib/domain/event-mail"
import type { Database } from "../database"
import { event } from "../schema/event"
import { mailJob } from "../schema/mail"
import { person } from "../schema/person"
import { registration } from "../schema/registration"
import { owedAnew } from "./mails"
import { hasTicketNow, isNotRemovedInGate } from "./registrations"

export type MailingEvent = Pick<
  Event,
  "id" | "startsAt" | "endsAt" | "timeZone" | "cancelledAt" | "remindsBefore" | "thanksAfter"
>

/**
 * Events that begin or end within a period and may send a mail. One that is moved waits until everybody is owed the
 * news, or its reminder would come first.
 */
export async function listMailingEvents(
  db: Database,
  edge: "startsAt" | "endsAt",
  { from, until }: { from: Date; until: Date },
): Promise<MailingEvent[]> {
  const { id, startsAt, endsAt, timeZone, cancelledAt, remindsBefore, thanksAfter } = event
  const isNear = and(gt(event[edge], from), lt(event[edge], until))
  return db
    .select({ id, startsAt, endsAt, timeZone, cancelledAt, remindsBefore, thanksAfter })
    .from(event)
    .where(and(isNear, isNull(event.cancelledAt), isNull(event.announceAfter)))
    .orderBy(asc(event.id))
}

/**
 * Whoever registered after a reminder's hour has just read all of it in the ticket's mail. Where people were checked
 * in, whoever was not did not come.
 */
function isMeant({ kind, eventId, from }: Pick<Owing, "kind" | "eventId" | "from">): SQL | undefined {
  if (kind === "day_before") return lt(registration.createdAt, from)
  // Asked of the event once: asked of each row, it took two minutes for 6,000 people.
  const isAnybodyIn = sql`exists (
    select 1 from ${registration} as other where other.event_id = ${eventId}::uuid and other.checked_in_at is not null)`
  return or(isNotNull(registration.checkedInAt), sql`not ${isAnybodyIn}`)
}

type Owing = {
  eventId: string
  kind: EventMail
  /** The hour of the mail. */
  from: Date
  /** Attendees with a greater id alone; null: all. */
  after: string | null
  limit: number
  /** When the nth of these mails is due, from 0. */
  dueAt: (place: number) => Date
  newId: () => string
}

/**
 * Owes a mail of an event to the next `limit` people with a ticket who want such mails, each once whoever else does the
 * same; returns the last one and how many, or null when none was left. A reminder that was sent before its hour was
 * about a day that the event is no longer on, and is owed anew.
 */
export async function oweEventMail(
  db: Database,
  { eventId, kind, from, after, limit, dueAt, newId }: Owing,
): Promise<{ last: string; count: number } | null> {
  const isOfAnotherDay = lt(mailJob.sentAt, from)
  const isOwedOrSent = db
    .select({ one: sql`1` })
    .from(mailJob)
    .where(
      and(
        eq(mailJob.registrationId, registration.id),
        eq(mailJob.kind, kind),
        kind === "day_before" ? sql`(${isOfAnotherDay}) is not true` : undefined,
      ),
    )
  const rows = await db
    .select({ id: registration.id })
    .from(registration)
    .innerJoin(person, eq(person.id, registration.personId))
    .where(
      and(
        eq(registration.eventId, eventId),
        hasTicketNow,
        isNotRemovedInGate,
        isNull(registration.purgedAt),
        isNull(person.remindersOffAt),
        isMeant({ kind, eventId, from }),
        notExists(isOwedOrSent),
        after === null ? undefined : gt(registration.id, after),
      ),
    )
    .orderBy(asc(registration.id))
    .limit(limit)
  const jobs = rows.map(({ id: registrationId }, place) => ({
    ...{ id: newId(), kind, registrationId, runAt: dueAt(place) },
  }))
  if (jobs.length > 0) {
    await db
      .insert(mailJob)
      .values(jobs)
      .onConflictDoUpdate({
        target: [mailJob.kind, mailJob.registrationId],
        set: owedAnew,
        setWhere: kind === "day_before" ? isOfAnotherDay : sql`false`,
      })
  }
  const last = rows.length < limit ? undefined : rows.at(-1)?.id
  return last === undefined ? null : { last, count: rows.length }
}
