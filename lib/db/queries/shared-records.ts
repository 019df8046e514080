import { and, desc, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from "drizzle-orm"
import type { EventWithQuestions } from "@/lib/domain/event"
import type { Database } from "../database"
import { event } from "../schema/event"
import { gateTask } from "../schema/gate-task"
import { registration, registrationEvent } from "../schema/registration"
import { withQuestions } from "./events"
import type { GateTask } from "./gate-tasks"
import { type RegistrationRow, toRegistration } from "./registrations"

/** One of the registrations that are linked with one record in GATE. */
export type LinkedRegistration = RegistrationRow & { event: EventWithQuestions }

/**
 * The registrations of a person that are linked with records in GATE, or with the one that is named, in whatever step,
 * the newest first.
 */
export async function listLinkedRegistrations(
  db: Database,
  personId: string,
  gateExtraId?: string,
): Promise<LinkedRegistration[]> {
  const isLinked =
    gateExtraId === undefined
      ? isNotNull(registration.gateExtraId)
      : eq(registration.gateExtraId, gateExtraId)
  const rows = await db
    .select({ registration, event })
    .from(registration)
    .innerJoin(event, eq(event.id, registration.eventId))
    .where(and(eq(registration.personId, personId), isLinked))
    .orderBy(desc(registration.createdAt), desc(registration.id))
    .limit(200)
  return Promise.all(
    rows.map(async (row) => ({
      ...toRegistration(row.registration),
      event: await withQuestions(db, row.event),
    })),
  )
}

/** Whether another registration is linked with the same record in GATE. */
export async function isRecordShared(
  db: Database,
  { id, gateExtraId }: Pick<RegistrationRow, "id" | "gateExtraId">,
): Promise<boolean> {
  if (gateExtraId === null) return false
  const others = and(eq(registration.gateExtraId, gateExtraId), ne(registration.id, id))
  return (await db.$count(registration, others)) > 0
}

const isOpenHandover = and(eq(gateTask.kind, "hand_over_record"), isNull(gateTask.finishedAt))

/** Has a task of a person begin at `at` at the latest; false when there is none. Whoever calls it holds the person's claim. */
export async function hastenHandover(db: Database, personId: string, at: Date): Promise<boolean> {
  const hastened = await db
    .update(gateTask)
    .set({ runAt: sql`least(${gateTask.runAt}, ${at.toISOString()}::timestamptz)` })
    .where(and(eq(gateTask.personId, personId), isOpenHandover))
    .returning({ id: gateTask.id })
  return hastened.length > 0
}

/** Whether a person has a handover that was asked for earlier than this one. */
export async function hasEarlierHandover(
  db: Database,
  { id, personId, createdAt }: Pick<GateTask, "id" | "personId" | "createdAt">,
): Promise<boolean> {
  const isEarlier = or(
    lt(gateTask.createdAt, createdAt),
    and(eq(gateTask.createdAt, createdAt), lt(gateTask.id, id)),
  )
  return (await db.$count(gateTask, and(eq(gateTask.personId, personId), isOpenHandover, isEarlier))) > 0
}

/** After an event was moved, cancelled or reinstated: everybody whose record another event shares is looked at now. */
export async function reviewHandovers(db: Database, eventId: string, now: Date): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`
  const isShared = sql`exists (select from ${registration} as other
    where other.gate_extra_id = ${registration}.gate_extra_id and other.id <> ${registration}.id)`
  await db.execute(sql`
    insert into ${gateTask} (id, person_id, kind, created_at, run_at)
    select gen_random_uuid(), ${registration.personId}, 'hand_over_record', ${at}, ${at}
    from ${registration} where ${registration.eventId} = ${eventId}::uuid and ${isShared}`)
}

/** What the trail says when GATE's record begins to carry the event of a registration. */
const shownFrom = ["gate_extra.created", "gate_extra.matched", "gate_extra.updated", "gate_extra.taken_over"]

/** Since when GATE's record carries the event of a registration, as its trail tells; null: by the trail it does not. */
export async function findShownSince(db: Database, registrationId: string): Promise<Date | null> {
  const names = [...shownFrom, "gate_extra.handed_over", "gate_extra.waiting"]
  const [last] = await db
    .select({ name: registrationEvent.name, at: registrationEvent.at })
    .from(registrationEvent)
    .where(and(eq(registrationEvent.registrationId, registrationId), inArray(registrationEvent.name, names)))
    .orderBy(desc(registrationEvent.id))
    .limit(1)
  return last && shownFrom.includes(last.name) ? last.at : null
}
