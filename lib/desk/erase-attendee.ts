import { cancelWithin } from "@/lib/account/cancel"
import type { AppContext } from "@/lib/context"
import { insertGateTask } from "@/lib/db/queries/gate-tasks"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import { purgeRegistration } from "@/lib/db/queries/retention"
import { type EventScope, requirePermission } from "@/lib/organizers/scope"
import { actAs, findAttendee } from "./attendee"

/**
 * Erases what is known of somebody for this event, here at once and their record in GATE soon, and frees the place. It is
 * the purge of one registration: the person's account and what other organizers have of them is not this organizer's to
 * erase. Asked twice, it happens once.
 */
export async function eraseAttendee(context: AppContext, scope: EventScope, id: string): Promise<boolean> {
  requirePermission(scope, "edit")
  const registration = await findAttendee(context, scope, id)
  if (!registration) return false
  const { db, clock, newId } = context
  const at = clock()
  return db.transaction(async (tx) => {
    const isOver = at >= scope.event.endsAt
    if (!isOver) await cancelWithin(tx, actAs(context, scope), registration, scope.event)
    if (!(await purgeRegistration(tx, id, at))) return false
    const { personId, gateExtraId, extraAttempt } = registration
    await appendRegistrationEvent(tx, id, { name: "attendee.erased", at, actorId: scope.personId })
    if (gateExtraId === null && extraAttempt.startedAt === null) return true
    await insertGateTask(tx, {
      ...{ id: newId(), personId, kind: "purge_record", registrationId: id, createdAt: at, runAt: at },
    })
    return true
  })
}
