import type { Transaction } from "@/lib/db/database"
import { insertAccountChange } from "@/lib/db/queries/account"
import { getEvent } from "@/lib/db/queries/events"
import { getPerson } from "@/lib/db/queries/people"
import {
  appendRegistrationEvent,
  findRegistration,
  type RegistrationRow,
} from "@/lib/db/queries/registrations"
import { keepFoundRecord } from "@/lib/db/queries/retention"
import { settledAt } from "@/lib/domain/account-change"
import type { EventWithQuestions } from "@/lib/domain/event"
import { statusField, statusValue } from "@/lib/domain/status-field"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import type { RegistrationContext } from "@/lib/registration/context"
import { describeFailure } from "@/lib/registration/work"
import { type AccountWork, type ComeBack, finish, isFinal, note, unlessGone } from "./work"

/** Has GATE told, sooner or later, whether a registration is cancelled. Where no field is free it is only logged. */
export async function oweStatus(
  tx: Transaction,
  { clock, newId, log }: RegistrationContext,
  registration: Pick<RegistrationRow, "id" | "personId">,
  event: EventWithQuestions,
): Promise<void> {
  if (statusField(event.questions) === null) {
    log.warn(
      { registration: registration.id },
      "the event's questions fill every custom field: GATE gets no status",
    )
    return
  }
  const now = clock()
  const { id: registrationId, personId } = registration
  await insertAccountChange(tx, {
    ...{ id: newId(), personId, kind: "set_status", registrationId, createdAt: now, runAt: now },
  })
}

/** A record whose event is another one has moved on (contract §11 D42): what it says is no longer about ours. */
export function isOfEvent(record: UserExtra, slug: string): boolean {
  return record.event === undefined || record.event === null || record.event === slug
}

/**
 * The record a POST made whose answer nobody heard, looked for once it must have landed (reliability §1.3). `until`: it
 * is too early to know.
 */
export async function findLateRecord(
  { context }: AccountWork,
  registration: RegistrationRow,
  slug: string,
): Promise<{ extraId: string | null } | { until: Date }> {
  const landed = settledAt(registration.extraAttempt, context.settleMs)
  if (landed === null) return { extraId: null }
  if (context.clock() < landed) return { until: landed }
  const { gateUserId } = await getPerson(context.db, registration.personId)
  let extraId: string | null = null
  if (gateUserId !== null) {
    for await (const record of context.gate.userExtras.all({ parent: gateUserId, limit: 25 })) {
      const isOurs = record.parent === undefined || String(record.parent) === gateUserId
      if (isOurs && record.event === slug) extraId ??= String(record.id)
    }
  }
  await keepFoundRecord(context.db, registration.id, extraId)
  return { extraId }
}

/** Brings the status field of a record in line with its registration, by one PATCH of that field. */
export async function setStatus(work: AccountWork): Promise<ComeBack> {
  const { context, change } = work
  const registration = change.registrationId
    ? await findRegistration(context.db, change.registrationId)
    : null
  if (!registration) return finish(work)
  const event = await getEvent(context.db, registration.eventId)
  let extraId = registration.gateExtraId
  if (extraId === null && registration.step === "cancelled") {
    const late = await findLateRecord(work, registration, event.slug)
    if ("until" in late) return late.until
    extraId = late.extraId
  }
  const field = statusField(event.questions)
  const record = extraId && field ? await unlessGone(context.gate.userExtras.get(extraId)) : null
  if (!extraId || !field || !record || !isOfEvent(record, event.slug)) return finish(work)
  const value = statusValue(registration.cancelledAt)
  const isNew = record[field] === undefined || record[field] === null
  if (record[field] === value || (isNew && registration.cancelledAt === null)) return finish(work)
  try {
    const patched = await unlessGone(context.gate.userExtras.patch(extraId, { [field]: value }))
    const isKept = !patched || !(field in patched) || patched[field] === value
    if (!isKept) context.log.warn({ registration: registration.id, field }, "GATE did not keep a status")
  } catch (error) {
    if (!isFinal(error)) throw error
    context.log.error({ registration: registration.id, field }, "GATE refused a status")
    return finish(await note(work, { lastFailure: describeFailure(error) }))
  }
  const at = context.clock()
  return finish(work, (tx) =>
    appendRegistrationEvent(tx, registration.id, { name: "gate_extra.status_set", at, detail: { field } }),
  )
}
