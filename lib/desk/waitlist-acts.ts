import type { AppContext, WhenFull } from "@/lib/context"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import { moveUp } from "@/lib/db/queries/waitlist"
import { AppError } from "@/lib/domain/errors"
import type { JumpReason } from "@/lib/domain/waitlist"
import { type EventScope, requirePermission } from "@/lib/organizers/scope"
import { givePlaceTo } from "@/lib/registration/pass-on-places"
import { actAs, findAttendee } from "./attendee"

/** Puts somebody who waits first in line; false when they wait no more, or are first already. */
export async function moveUpInLine(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  scope: EventScope,
  id: string,
  reason: JumpReason,
): Promise<boolean> {
  requirePermission(scope, "edit")
  const registration = await findAttendee({ db }, scope, id)
  if (!registration) return false
  const at = clock()
  return db.transaction(async (tx) => {
    if (!(await moveUp(tx, id, at))) return false
    const act = { name: "waitlist.moved_up", at, actorId: scope.personId, detail: { reason } } as const
    await appendRegistrationEvent(tx, id, act)
    return true
  })
}

/** `full`: every place is taken and the organizer was not asked about that yet, or it is not as they were told any more. */
export type Given = "given" | "full" | "changed"

/** Gives somebody who waits a place at once: the one that is held for them, or one past everybody else who waits. */
export async function givePlace(
  context: AppContext,
  scope: EventScope,
  id: string,
  { reason, whenFull }: { reason: JumpReason; whenFull?: WhenFull | undefined },
): Promise<Given> {
  requirePermission(scope, "edit")
  const registration = await findAttendee(context, scope, id)
  if (!registration) return "changed"
  try {
    const isGiven = await givePlaceTo(actAs(context, scope, whenFull), scope.event, registration, { reason })
    return isGiven ? "given" : "changed"
  } catch (error) {
    if (error instanceof AppError && error.code === "event_full") return "full"
    throw error
  }
}
