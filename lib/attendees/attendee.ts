import { findRegistration, type RegistrationRow } from "@/lib/db/queries/registrations"
import type { Permission } from "@/lib/domain/permission"
import { isUuid } from "@/lib/domain/uuid"
import { allows, type EventScope } from "@/lib/organizers/scope"
import type { RegistrationContext } from "@/lib/registration/context"

/** The attendee of a proven event; null for everybody else's, whether or not there is one. */
export async function findAttendee(
  { db }: Pick<RegistrationContext, "db">,
  scope: EventScope,
  id: string,
): Promise<RegistrationRow | null> {
  const registration = isUuid(id) ? await findRegistration(db, id) : null
  return registration?.eventId === scope.event.id ? registration : null
}

/** The same context with the organizer as the one who acts: it is what the audit trail will say. */
export function actAs(context: RegistrationContext, scope: EventScope): RegistrationContext {
  return { ...context, actorId: scope.personId }
}

/** The last line of defence: pages and routes have answered 404 before. */
export function requirePermission(scope: EventScope, permission: Permission): void {
  if (!allows(scope, permission)) throw new Error(`A ${scope.role} may not ${permission}`)
}
