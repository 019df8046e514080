import { keepPlan, setEventCancelled } from "@/lib/db/queries/event-news"
import { getEvent } from "@/lib/db/queries/events"
import { takeBackScheduled } from "@/lib/db/queries/messages"
import { reviewHandovers } from "@/lib/db/queries/shared-records"
import { planOf } from "@/lib/domain/event-news"
import { printable } from "@/lib/domain/printable"
import { type OrganizerAct, recordOrganizerEvent } from "@/lib/organizers/audit"
import type { EventScope } from "@/lib/organizers/scope"
import { type EditorContext, requireEditing } from "./editor-context"

/** More than a sentence or two is what the organizer's own mail is for. */
export const longestReason = 500

/** A typed reason as it is kept, on one line. */
export function parseReason(typed: string): string {
  return printable(typed).replace(/\s+/g, " ").trim()
}

/**
 * Calls off an event that is not over: nobody can register, nobody is let in, and everybody who has a ticket is told
 * (`lib/outbox/event-news.ts`). Registrations and their places stay, and GATE hears nothing, save that
 * a record it keeps for several events goes on to the next (decisions 0046 and 0048). False when
 * it was cancelled already, or is over.
 */
export async function cancelEvent(
  context: EditorContext,
  scope: EventScope,
  reason: string,
): Promise<boolean> {
  return setCancelled(context, scope, { reason: parseReason(reason) || null })
}

/** Takes it back, and tells them once more. False when it was not cancelled, or is over. */
export async function reinstateEvent(context: EditorContext, scope: EventScope): Promise<boolean> {
  return setCancelled(context, scope, null)
}

async function setCancelled(
  { db, clock }: EditorContext,
  scope: EventScope,
  cancelled: { reason: string | null } | null,
): Promise<boolean> {
  requireEditing(scope)
  const now = clock()
  const eventId = scope.event.id
  return db.transaction(async (tx) => {
    if (!(await setEventCancelled(tx, eventId, cancelled, now))) return false
    const event = await getEvent(tx, eventId)
    const plan = { ...planOf(event), isCancelled: cancelled === null }
    await keepPlan(tx, { eventId, revision: event.revision - 1, plan, replacedAt: now })
    await reviewHandovers(tx, eventId, now)
    if (cancelled) await takeBackScheduled(tx, eventId, now)
    const act: OrganizerAct = cancelled
      ? { name: "event.cancelled", eventId, detail: { reason: cancelled.reason !== null } }
      : { name: "event.reinstated", eventId }
    await recordOrganizerEvent(tx, scope, act, now)
    return true
  })
}
