import type { AppContext, WhenFull } from "@/lib/context"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import { moveUp } from "@/lib/db/queries/waitlist"
import type { JumpReason } from "@/lib/domain/waitlist"
import { type EventScope, requirePermission } from "@/lib/organizers/scope"
import { placeWithin } from "@/lib/registration/pass-on-places"
import { takePlace } from "@/lib/registration/take-place"
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

/** Thrown to roll back: nobody has a ticket without a place. */
class NoPlace extends Error {}

/** Gives somebody who waits a place at once: the one that is held for them, or one past everybody else who waits. */
export async function givePlace(
  context: AppContext,
  scope: EventScope,
  id: string,
  { reason, whenFull }: { reason: JumpReason; whenFull?: WhenFull | undefined },
): Promise<Given> {
  requirePermission(scope, "edit")
  const registration = await findAttendee(context, scope, id)
  const from = registration?.step
  if (!registration || (from !== "waitlisted" && from !== "offered")) return "changed"
  const acting = actAs(context, scope, whenFull)
  const placing = { from, name: "waitlist.place_given", mail: "ticket", detail: { reason } } as const
  try {
    return await context.db.transaction(async (tx) => {
      if (!(await placeWithin(tx, acting, scope.event, registration, placing))) return "changed"
      if (from === "waitlisted" && !(await takePlace(tx, acting, scope.event, id))) throw new NoPlace()
      return "given"
    })
  } catch (error) {
    if (error instanceof NoPlace) return "full"
    throw error
  }
}
