import type { AppContext } from "@/lib/context"
import { type EventScope, requirePermission } from "@/lib/organizers/scope"
import type { Submission } from "@/lib/profile/compare-answers"
import { type SaveResult, saveAnswers } from "@/lib/profile/save-answers"
import { actAs, findAttendee } from "./attendee"

/**
 * Saves what an organizer answered for somebody: the attendee's own save, with its conflicts, but also after the edit
 * deadline. The trail says who it was.
 */
export async function editAnswers(
  context: AppContext,
  scope: EventScope,
  id: string,
  submission: Submission,
): Promise<SaveResult> {
  requirePermission(scope, "edit")
  const registration = await findAttendee(context, scope, id)
  if (!registration || registration.erasedAt || registration.purgedAt) return { kind: "removed" }
  return saveAnswers(actAs(context, scope), id, submission)
}
