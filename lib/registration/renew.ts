import type { AppContext } from "@/lib/context"
import { renewRegistration } from "@/lib/db/queries/cancellation"
import { termsVersionAt } from "@/lib/db/queries/event-terms"
import { oweMail } from "@/lib/db/queries/mails"
import { getPerson } from "@/lib/db/queries/people"
import { appendRegistrationEvent, type RegistrationRow } from "@/lib/db/queries/registrations"
import { deleteResubmission } from "@/lib/db/queries/resubmissions"
import { hasWaitlist } from "@/lib/db/queries/waitlist"
import { recordStatusChange } from "@/lib/delivery/set-status"
import { AppError } from "@/lib/domain/errors"
import type { EventWithQuestions } from "@/lib/domain/event"
import { resumableStep } from "@/lib/domain/registration"
import type { RegistrationInput } from "./draft"
import { takePlace } from "./take-place"

type Renewal = RegistrationInput & { termsAcceptedAt: Date }

/**
 * Registers somebody again who had cancelled: the same ticket, a place claimed anew, what was typed this time. What GATE
 * has is brought up to date like any record that is there already. Where no place is left, whoever said so waits for one,
 * and GATE goes on hearing that the registration was cancelled.
 * @throws AppError `event_full`, `event_cancelled`
 */
export async function renew(
  context: AppContext,
  event: EventWithQuestions,
  registration: RegistrationRow,
  input: Renewal,
): Promise<{ registrationId: string; isNew: boolean }> {
  try {
    return await renewWithPlace(context, event, registration, input)
  } catch (error) {
    if (!input.mayWait || !(error instanceof AppError) || error.code !== "event_full") throw error
    return renewOnWaitlist(context, event, registration, input)
  }
}

async function renewWithPlace(
  context: AppContext,
  event: EventWithQuestions,
  registration: RegistrationRow,
  { mayWait, ...input }: Renewal,
): Promise<{ registrationId: string; isNew: boolean }> {
  const { db, clock, newId, actorId } = context
  const now = clock()
  const { id } = registration
  // Never "finished" nor "removed": GATE must hear what was typed this time.
  const begun = { ...registration, finishedAt: null, erasedAt: null }
  const step = resumableStep(begun, await getPerson(db, registration.personId))
  return db.transaction(async (tx) => {
    const termsVersion = await termsVersionAt(tx, event.id, input.termsAcceptedAt)
    const isNew = await renewRegistration(tx, id, { ...input, step, now, termsVersion })
    if (!isNew) return { registrationId: id, isNew }
    await deleteResubmission(tx, id)
    await appendRegistrationEvent(tx, id, { name: "registration.accepted_again", at: now, actorId })
    if (!(await takePlace(tx, context, event, id))) throw new AppError("event_full")
    const kind = actorId === undefined ? "restored" : "ticket"
    await oweMail(tx, { id: newId(), kind, registrationId: id, runAt: now })
    await recordStatusChange(tx, context, registration, event)
    return { registrationId: id, isNew }
  })
}

async function renewOnWaitlist(
  { db, clock, newId }: AppContext,
  event: EventWithQuestions,
  { id }: RegistrationRow,
  { mayWait, ...input }: Renewal,
): Promise<{ registrationId: string; isNew: boolean }> {
  const now = clock()
  return db.transaction(async (tx) => {
    const termsVersion = await termsVersionAt(tx, event.id, input.termsAcceptedAt)
    const isNew = await renewRegistration(tx, id, { ...input, step: "waitlisted", now, termsVersion })
    if (!isNew) return { registrationId: id, isNew }
    if (!(await hasWaitlist(tx, event.id))) throw new AppError("event_full")
    await deleteResubmission(tx, id)
    await appendRegistrationEvent(tx, id, { name: "waitlist.joined", at: now })
    await oweMail(tx, { id: newId(), kind: "waitlisted", registrationId: id, runAt: now })
    return { registrationId: id, isNew }
  })
}
