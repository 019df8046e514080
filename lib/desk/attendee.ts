import type { AppContext, WhenFull } from "@/lib/context"
import { getEvent } from "@/lib/db/queries/events"
import { findRegistration, type RegistrationRow } from "@/lib/db/queries/registrations"
import { isUuid } from "@/lib/domain/uuid"
import type { EventScope } from "@/lib/organizers/scope"

/** The attendee of a proven event; null for everybody else's, whether or not there is one. */
export async function findAttendee(
  { db }: Pick<AppContext, "db">,
  scope: EventScope,
  id: string,
): Promise<RegistrationRow | null> {
  const registration = isUuid(id) ? await findRegistration(db, id) : null
  return registration?.eventId === scope.event.id ? registration : null
}

/**
 * The same context with the organizer as the one who acts: it is what the audit trail will say. `whenFull` is what they
 * want when every place is taken, once they were asked.
 */
export function actAs(context: AppContext, scope: EventScope, whenFull?: WhenFull): AppContext {
  return { ...context, actorId: scope.personId, ...(whenFull && { whenFull }) }
}

/** How many places of an event that refused somebody are taken; more than its capacity where organizers went over. */
export type FullEvent = { taken: number; capacity: number }

/** The counter of an event that is full, as it is now; both numbers are the same when it has no limit any more. */
export async function readFullEvent(
  { db }: Pick<AppContext, "db">,
  { event }: EventScope,
): Promise<FullEvent> {
  const { taken, capacity } = await getEvent(db, event.id)
  return { taken, capacity: capacity ?? taken }
}
