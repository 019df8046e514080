import { cancelRegistration, restoreRegistration } from "@/lib/db/queries/cancellation"
import { claimPlace, getEvent } from "@/lib/db/queries/events"
import { oweMail } from "@/lib/db/queries/mails"
import { getPerson } from "@/lib/db/queries/people"
import { appendRegistrationEvent, findRegistration } from "@/lib/db/queries/registrations"
import { undoWindowMs } from "@/lib/domain/account-change"
import { resumableStep } from "@/lib/domain/registration"
import type { RegistrationContext } from "@/lib/registration/context"
import { oweStatus } from "./set-status"

/**
 * Gives a place back: frees it, owes a mail, and has GATE told, in one transaction. False when the registration was
 * cancelled already, or when the event is over.
 */
export async function cancel(context: RegistrationContext, registrationId: string): Promise<boolean> {
  const { db, clock, newId } = context
  const now = clock()
  const registration = await findRegistration(db, registrationId)
  if (!registration) return false
  const event = await getEvent(db, registration.eventId)
  if (now >= event.endsAt) return false
  return db.transaction(async (tx) => {
    if (!(await cancelRegistration(tx, registrationId, now))) return false
    await appendRegistrationEvent(tx, registrationId, { name: "registration.cancelled", at: now })
    await oweMail(tx, { id: newId(), kind: "cancelled", registrationId, runAt: now })
    await oweStatus(tx, context, registration, event)
    return true
  })
}

export type Restored = "restored" | "full" | "too_late"

/** Thrown to roll back: nothing may be restored without a place. */
class NoPlace extends Error {}

/** Takes a cancellation back within ten minutes, when there is a place again. */
export async function undoCancel(context: RegistrationContext, registrationId: string): Promise<Restored> {
  const { db, clock, newId } = context
  const now = clock()
  const registration = await findRegistration(db, registrationId)
  if (registration?.step !== "cancelled") return "too_late"
  const event = await getEvent(db, registration.eventId)
  const step = resumableStep(registration, await getPerson(db, registration.personId))
  const cancelledAfter = new Date(now.getTime() - undoWindowMs)
  try {
    return await db.transaction(async (tx) => {
      if (!(await restoreRegistration(tx, registrationId, { step, cancelledAfter, now }))) return "too_late"
      if (!(await claimPlace(tx, event.id))) throw new NoPlace()
      await appendRegistrationEvent(tx, registrationId, { name: "registration.restored", at: now })
      await oweMail(tx, { id: newId(), kind: "restored", registrationId, runAt: now })
      await oweStatus(tx, context, registration, event)
      return "restored"
    })
  } catch (error) {
    if (error instanceof NoPlace) return "full"
    throw error
  }
}
