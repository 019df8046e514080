import type { AppContext } from "@/lib/context"
import { type EventScope, requirePermission } from "@/lib/organizers/scope"
import { findAttendee } from "./attendee"
import { noteBadgeWithin } from "./check-in"

/** Notes that a badge was printed, or takes that back; false when it was so already, or for somebody without a place. */
export async function setBadge(
  context: AppContext,
  scope: EventScope,
  id: string,
  isPrinted: boolean,
): Promise<boolean> {
  requirePermission(scope, "check_in")
  const registration = await findAttendee(context, scope, id)
  if (!registration) return false
  return context.db.transaction((tx) => noteBadgeWithin(tx, context, scope, registration, isPrinted))
}
