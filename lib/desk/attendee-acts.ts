import { cancel, type Restored, undoCancel } from "@/lib/account/cancel"
import type { AppContext, WhenFull } from "@/lib/context"
import { setEditDeadline } from "@/lib/db/queries/attendee-detail"
import { listStatusDeliveries } from "@/lib/db/queries/check-in"
import { oweMail } from "@/lib/db/queries/mails"
import { getPerson } from "@/lib/db/queries/people"
import { moveStep } from "@/lib/db/queries/profile"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import { recordStatusChange } from "@/lib/delivery/set-status"
import { hasTicket, resumableStep, unprovedAddress } from "@/lib/domain/registration"
import { type EventScope, requirePermission } from "@/lib/organizers/scope"
import { actAs, findAttendee } from "./attendee"

/** Somebody with a place here, or who waits for one: not cancelled, not removed, not erased. */
async function findHolder(context: AppContext, scope: EventScope, id: string) {
  requirePermission(scope, "edit")
  const registration = await findAttendee(context, scope, id)
  const isGone = !registration || registration.purgedAt || registration.erasedAt
  return isGone || ["cancelled", "removed"].includes(registration.step) ? null : registration
}

/** Owes the ticket mail once more; false for somebody without a ticket. */
export async function resendTicket(context: AppContext, scope: EventScope, id: string): Promise<boolean> {
  const { db, clock, newId } = context
  const holder = await findHolder(context, scope, id)
  if (!holder || !hasTicket(holder)) return false
  const at = clock()
  await db.transaction(async (tx) => {
    await oweMail(tx, { id: newId(), kind: "ticket", registrationId: id, runAt: at })
    await appendRegistrationEvent(tx, id, { name: "ticket.resent", at, actorId: scope.personId })
  })
  return true
}

/** Lets one person change their answers until `until`, whatever the event says; false when that is not in the future. */
export async function extendDeadline(
  context: AppContext,
  scope: EventScope,
  id: string,
  until: Date,
): Promise<boolean> {
  const at = context.clock()
  if (until <= at || !(await findHolder(context, scope, id))) return false
  await context.db.transaction(async (tx) => {
    await setEditDeadline(tx, id, until)
    await appendRegistrationEvent(tx, id, {
      name: "attendee.deadline_extended",
      at,
      detail: { until: until.toISOString() },
      actorId: scope.personId,
    })
  })
  return true
}

/** Gives somebody's place back; they are told by mail. False when that was done already or the event is over. */
export async function cancelAttendee(context: AppContext, scope: EventScope, id: string): Promise<boolean> {
  return (await findHolder(context, scope, id)) !== null && cancel(actAs(context, scope), id)
}

/**
 * Takes a cancellation back, the person's own or an organizer's, for as long as the person could. `full` when every place
 * is taken and the organizer was not asked about that yet, or it is not as they were told any more.
 */
export async function restoreAttendee(
  context: AppContext,
  scope: EventScope,
  id: string,
  whenFull?: WhenFull,
): Promise<Restored> {
  requirePermission(scope, "edit")
  const registration = await findAttendee(context, scope, id)
  if (!registration) return "too_late"
  return undoCancel(actAs(context, scope, whenFull), id)
}

/** `unproved`: it waits for the person themselves, and trying again changes nothing. */
export type Retried = "resumed" | "unproved" | "nothing"

/** Tries again what GATE refused: the registration, or its status, check-in and badge. */
export async function retryRefused(context: AppContext, scope: EventScope, id: string): Promise<Retried> {
  const { db, clock } = context
  const registration = await findHolder(context, scope, id)
  if (!registration) return "nothing"
  const at = clock()
  if (registration.step !== "needs_attention") {
    const isRefused = (await listStatusDeliveries(db, [registration])).get(id) === "refused"
    if (!isRefused) return "nothing"
    await db.transaction((tx) => recordStatusChange(tx, context, registration, scope.event))
    return "resumed"
  }
  if (registration.lastFailure?.kind === unprovedAddress) return "unproved"
  const to = resumableStep(registration, await getPerson(db, registration.personId))
  return db.transaction(async (tx) => {
    if (!(await moveStep(tx, id, { from: "needs_attention", to }, at))) return "nothing"
    await appendRegistrationEvent(tx, id, { name: "registration.resumed", at, actorId: scope.personId })
    return "resumed"
  })
}
