import type { AppContext } from "@/lib/context"
import type { Transaction } from "@/lib/db/database"
import {
  cancelRegistration,
  findCancelActor,
  type GivenUp,
  restoreRegistration,
} from "@/lib/db/queries/cancellation"
import { getEvent } from "@/lib/db/queries/events"
import { oweMail } from "@/lib/db/queries/mails"
import { getPerson } from "@/lib/db/queries/people"
import {
  appendRegistrationEvent,
  findRegistration,
  type RegistrationRow,
} from "@/lib/db/queries/registrations"
import { reviewRecord } from "@/lib/delivery/hand-over-record"
import { recordStatusChange } from "@/lib/delivery/set-status"
import type { EventWithQuestions } from "@/lib/domain/event"
import { canUndo, undoWindowMs } from "@/lib/domain/gate-task"
import { isWaiting, neverHadPlace, resumableStep } from "@/lib/domain/registration"
import { passOnPlaces } from "@/lib/registration/pass-on-places"
import { takePlace } from "@/lib/registration/take-place"

/** Whether a person may still give up their place: not once they are in, and not when the event is over. */
export function canCancel(
  { checkedInAt }: Pick<RegistrationRow, "checkedInAt">,
  { endsAt }: Pick<EventWithQuestions, "endsAt">,
  now: Date,
): boolean {
  return checkedInAt === null && now < endsAt
}

/**
 * Cancels a registration: frees its place, owes a mail, and has GATE told, in one transaction; then the place goes to whoever
 * waits for it. Somebody who waits leaves the waitlist. `from`: what they saw
 * and gave up. False when the registration was cancelled already, or when it is
 * too late (`canCancel`); an organizer may also cancel for somebody who is in.
 */
export async function cancel(context: AppContext, registrationId: string, from?: GivenUp): Promise<boolean> {
  const { db, clock, actorId, log } = context
  const registration = await findRegistration(db, registrationId)
  if (!registration) return false
  const event = await getEvent(db, registration.eventId)
  const checkedInAt = actorId === undefined ? registration.checkedInAt : null
  if (!canCancel({ checkedInAt }, event, clock())) return false
  const isCancelled = await db.transaction((tx) => cancelWithin(tx, context, registration, event, from))
  try {
    if (isCancelled) await passOnPlaces(context, event.id)
  } catch (err) {
    // The cancellation counts all the same, and the sweeper passes on what is free.
    log.error({ err, event: event.id }, "a place that came free was not passed on yet")
  }
  return isCancelled
}

/** The same within the caller's transaction, for an event that is not over; false when it was cancelled already. */
export async function cancelWithin(
  tx: Transaction,
  context: AppContext,
  registration: Pick<RegistrationRow, "id" | "personId" | "gateExtraId">,
  event: Pick<EventWithQuestions, "questions">,
  from?: GivenUp,
): Promise<boolean> {
  const { clock, newId, actorId } = context
  const now = clock()
  const { id: registrationId } = registration
  const step = await cancelRegistration(tx, registrationId, now, { isOwn: actorId === undefined, from })
  if (step === null) return false
  const kind = actorId === undefined ? "cancelled" : "cancelled_by_host"
  if (isWaiting({ step })) {
    // GATE never heard of it, and whoever leaves by themselves needs no letter about it.
    const name = step === "offered" ? "waitlist.declined" : "waitlist.left"
    await appendRegistrationEvent(tx, registrationId, { name, at: now, actorId })
    if (actorId !== undefined) await oweMail(tx, { id: newId(), kind, registrationId, runAt: now })
    return true
  }
  await appendRegistrationEvent(tx, registrationId, { name: "registration.cancelled", at: now, actorId })
  await oweMail(tx, { id: newId(), kind, registrationId, runAt: now })
  await recordStatusChange(tx, context, registration, event)
  await reviewRecord(tx, context, registration)
  return true
}

/**
 * Whether a cancellation may still be undone: not while the event itself is cancelled, what the organizer cancelled only
 * by organizers, and not what was no place.
 */
export async function canUndoCancel(
  { db, clock, actorId }: Pick<AppContext, "db" | "clock" | "actorId">,
  registration: Pick<RegistrationRow, "id" | "cancelledAt" | "purgedAt" | "waitlistedAt" | "placedAt">,
  event: Pick<EventWithQuestions, "cancelledAt">,
): Promise<boolean> {
  const { cancelledAt, purgedAt } = registration
  if (event.cancelledAt || purgedAt || !canUndo(cancelledAt, clock())) return false
  if (neverHadPlace(registration)) return false
  return actorId !== undefined || !(await isCancelledByHost({ db }, registration))
}

/** Whether the cancellation was the organizer's, and not the person's own. */
export async function isCancelledByHost(
  { db }: Pick<AppContext, "db">,
  { id }: Pick<RegistrationRow, "id">,
): Promise<boolean> {
  return (await findCancelActor(db, id)) !== null
}

export type Restored = "restored" | "full" | "too_late"

/** Thrown to roll back: nothing may be restored without a place. */
class NoPlace extends Error {}

/** Takes a cancellation back within ten minutes, when there is a place again and it was the person's own. */
export async function undoCancel(context: AppContext, registrationId: string): Promise<Restored> {
  const { db, clock, newId, actorId } = context
  const now = clock()
  const registration = await findRegistration(db, registrationId)
  if (registration?.step !== "cancelled") return "too_late"
  const event = await getEvent(db, registration.eventId)
  if (!(await canUndoCancel(context, registration, event))) return "too_late"
  const step = resumableStep(registration, await getPerson(db, registration.personId))
  const cancelledAfter = new Date(now.getTime() - undoWindowMs)
  try {
    return await db.transaction(async (tx) => {
      if (!(await restoreRegistration(tx, registrationId, { step, cancelledAfter, now }))) return "too_late"
      await appendRegistrationEvent(tx, registrationId, { name: "registration.restored", at: now, actorId })
      if (!(await takePlace(tx, context, event, registrationId))) throw new NoPlace()
      const kind = actorId === undefined ? "restored" : "ticket"
      await oweMail(tx, { id: newId(), kind, registrationId, runAt: now })
      await recordStatusChange(tx, context, registration, event)
      await reviewRecord(tx, context, registration)
      return "restored"
    })
  } catch (error) {
    if (error instanceof NoPlace) return "full"
    throw error
  }
}
