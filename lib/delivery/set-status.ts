import type { AppContext } from "@/lib/context"
import type { Transaction } from "@/lib/db/database"
import { getEvent } from "@/lib/db/queries/events"
import { insertGateTask } from "@/lib/db/queries/gate-tasks"
import { getPerson } from "@/lib/db/queries/people"
import {
  appendRegistrationEvent,
  findRegistration,
  type RegistrationRow,
} from "@/lib/db/queries/registrations"
import { keepFoundRecord } from "@/lib/db/queries/retention"
import type { EventWithQuestions } from "@/lib/domain/event"
import { settledAt } from "@/lib/domain/gate-task"
import { hasTicket } from "@/lib/domain/registration"
import {
  blankValues,
  type CustomField,
  type ReservedFields,
  reservedFields,
  reservedValues,
} from "@/lib/domain/status-field"
import type { UserExtra, UserExtraPatch } from "@/lib/gate/contract/user-extra"
import { droppedFields } from "./gate-mapping"
import { listOwnRecords } from "./own-records"
import {
  type ComeBack,
  finishTask,
  isFinal,
  nullIfGone,
  retryTime,
  type TaskWork,
  updateTask,
} from "./task-work"
import { describeFailure } from "./work"

/**
 * Has GATE told, sooner or later, whether a registration is cancelled, checked in and has its badge. What finds no free
 * field is only logged.
 */
export async function recordStatusChange(
  tx: Transaction,
  { clock, newId, log }: AppContext,
  registration: Pick<RegistrationRow, "id" | "personId">,
  event: Pick<EventWithQuestions, "questions">,
): Promise<void> {
  if (reservedFields(event.questions).status === null) {
    log.warn(
      { registration: registration.id },
      "the event's questions fill every custom field: GATE gets no status",
    )
    return
  }
  const now = clock()
  const { id: registrationId, personId } = registration
  await insertGateTask(tx, {
    ...{ id: newId(), personId, kind: "set_status", registrationId, createdAt: now, runAt: now },
  })
}

/** A record whose event is another one has moved on (contract §11 D42): what it says is no longer about ours. */
export function isOfEvent(record: UserExtra, slug: string): boolean {
  return record.event === undefined || record.event === null || record.event === slug
}

/**
 * The record a POST made whose answer nobody heard, looked for once it must have landed (reliability G1). `until`: it
 * is too early to know.
 */
export async function findLateRecord(
  { context }: TaskWork,
  registration: RegistrationRow,
  slug: string,
): Promise<{ extraId: string | null } | { until: Date }> {
  const landed = settledAt(registration.extraAttempt, context.settleMs)
  if (landed === null) return { extraId: null }
  if (context.clock() < landed) return { until: landed }
  const { gateUserId } = await getPerson(context.db, registration.personId)
  const records = gateUserId === null ? [] : await listOwnRecords(context.gate, gateUserId)
  const found = records.find(({ event }) => event === slug)
  const extraId = found ? String(found.id) : null
  await keepFoundRecord(context.db, registration.id, extraId)
  return { extraId }
}

/** What the record says otherwise than the registration. An empty field already says that nothing has happened. */
function statusPatch(
  record: UserExtra,
  registration: RegistrationRow,
  fields: ReservedFields,
): UserExtraPatch {
  const values = reservedValues(registration)
  const names = ["status", "checkIn", "badge"] as const
  const differing = names.flatMap((name): [CustomField, string][] => {
    const field = fields[name]
    if (field === null) return []
    const says = record[field] ?? blankValues[name]
    return says === values[name] ? [] : [[field, values[name]]]
  })
  return Object.fromEntries(differing)
}

/** Until GATE has the record there is nothing to write to; afterwards there may be something to say. */
function isUnderWay({ step, gateExtraId, checkedInAt, badgePrintedAt }: RegistrationRow): boolean {
  const isUnfinished = step === "accepted" || step === "user_created" || step === "needs_attention"
  return isUnfinished && gateExtraId === null && (checkedInAt !== null || badgePrintedAt !== null)
}

/** Brings status, check-in and badge of a record in line with its registration, by one PATCH of what differs. */
export async function setStatus(work: TaskWork): Promise<ComeBack> {
  const { context, task } = work
  const registration = task.registrationId ? await findRegistration(context.db, task.registrationId) : null
  if (!registration) return finishTask(work)
  if (isUnderWay(registration)) return retryTime(work)
  const event = await getEvent(context.db, registration.eventId)
  let extraId = registration.gateExtraId
  if (extraId === null && !hasTicket(registration)) {
    const late = await findLateRecord(work, registration, event.slug)
    if ("until" in late) return late.until
    extraId = late.extraId
  }
  const record = extraId ? await nullIfGone(context.gate.userExtras.get(extraId)) : null
  if (!extraId || !record || !isOfEvent(record, event.slug)) return finishTask(work)
  const patch = statusPatch(record, registration, reservedFields(event.questions))
  return Object.keys(patch).length === 0 ? finishTask(work) : write(work, registration.id, extraId, patch)
}

async function write(
  work: TaskWork,
  registrationId: string,
  extraId: string,
  patch: UserExtraPatch,
): Promise<ComeBack> {
  const { context } = work
  try {
    const patched = await nullIfGone(context.gate.userExtras.patch(extraId, patch))
    const dropped = patched ? droppedFields(patch, patched) : []
    if (dropped.length > 0) {
      context.log.warn({ registration: registrationId, fields: dropped }, "GATE did not keep a status")
    }
  } catch (error) {
    if (!isFinal(error)) throw error
    const fields = Object.keys(patch)
    context.log.error({ registration: registrationId, fields }, "GATE refused a status")
    return finishTask(await updateTask(work, { lastFailure: describeFailure(error) }))
  }
  const [at, detail] = [context.clock(), { fields: Object.keys(patch) }]
  // What failed on the way there is over: a failure beside an end is a refusal.
  return finishTask(await updateTask(work, { lastFailure: null }), (tx) =>
    appendRegistrationEvent(tx, registrationId, { name: "gate_extra.status_set", at, detail }),
  )
}
