import { type EventState, setEventState } from "@/lib/db/queries/event-editor"
import { recordOrganizerEvent } from "@/lib/organizers/audit"
import type { EventScope } from "@/lib/organizers/scope"
import { type EditorContext, requireEditing } from "./editor-context"

/**
 * Publishes an event, takes it back, puts it away or takes it out again. People who have a ticket keep their pages
 * through all of it. The same twice is once; an archived event is taken out before it is published.
 */
export async function changeEventState(
  { db, clock }: EditorContext,
  scope: EventScope,
  state: EventState,
): Promise<void> {
  requireEditing(scope)
  const now = clock()
  const { id: eventId } = scope.event
  await db.transaction(async (tx) => {
    const isMoved = await setEventState(tx, eventId, state, now)
    if (isMoved) await recordOrganizerEvent(tx, scope, { name: `event.${state}`, eventId }, now)
  })
}
