import type { AppContext } from "@/lib/context"
import type { Companion } from "@/lib/db/companion"
import type { Transaction } from "@/lib/db/database"
import { claimPlace, claimPlaceBeyond, isEventCancelled, raiseCapacity } from "@/lib/db/queries/events"
import { insertOrganizerEvent } from "@/lib/db/queries/organizers"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import { AppError } from "@/lib/domain/errors"
import type { Event } from "@/lib/domain/event"

type TakeContext = Pick<AppContext, "clock" | "actorId" | "whenFull">

/**
 * Takes a place for a registration, within the caller's transaction; false when the event is full. An organizer who was
 * asked may go beyond the capacity or raise it, and the audit trail says so. Everybody else only gets a place that is
 * free and that nobody waits for, and none of an event that is over its capacity until enough are given back. `along` is
 * written in any case.
 * @throws AppError `event_cancelled`
 */
export async function takePlace(
  tx: Transaction,
  { clock, actorId, whenFull }: TakeContext,
  { id: eventId, organization }: Pick<Event, "id" | "organization">,
  registrationId: string,
  along: Companion[] = [],
): Promise<boolean> {
  if (await claimPlace(tx, eventId, along)) return true
  if (await isEventCancelled(tx, eventId)) throw new AppError("event_cancelled")
  if (actorId === undefined || whenFull === undefined) return false
  // Free, but somebody waits for it: the organizer was asked, and the event is not made larger for nothing.
  if (await claimPlace(tx, eventId, [], { isPastWaiting: true })) return true
  const at = clock()
  if (whenFull === "exceed") {
    const detail = await claimPlaceBeyond(tx, eventId)
    await appendRegistrationEvent(tx, registrationId, {
      name: "registration.over_capacity",
      at,
      actorId,
      detail,
    })
    return true
  }
  const { raiseTo: capacity } = whenFull
  if (!(await raiseCapacity(tx, eventId, capacity))) return false
  const act = { organizationId: organization.id, eventId, actorId }
  await insertOrganizerEvent(tx, { ...act, name: "event.capacity_raised", at, detail: { capacity } })
  return claimPlace(tx, eventId, [], { isPastWaiting: true })
}
