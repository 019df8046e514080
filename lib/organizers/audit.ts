import type { Database } from "@/lib/db/database"
import { insertOrganizerEvent } from "@/lib/db/queries/organizers"
import type { OrganizerActName } from "@/lib/domain/organizer-act"
import type { OrganizerScope } from "./scope"

/** Names are namespaced and past tense, `event.published`. */
export type OrganizerAct = {
  name: OrganizerActName
  eventId?: string
  /** Never personal data. */
  detail?: Record<string, string | number | boolean | string[]>
}

/**
 * Writes what an organizer did into the audit trail. Call it in the transaction that does it. What belongs to one
 * registration goes into that registration's own trail instead, with `actorId`.
 */
export async function recordOrganizerEvent(
  tx: Database,
  scope: OrganizerScope,
  { name, eventId, detail = {} }: OrganizerAct,
  now: Date,
): Promise<void> {
  const { organization, personId } = scope
  await insertOrganizerEvent(tx, {
    organizationId: organization.id,
    eventId: eventId ?? null,
    actorId: personId,
    name,
    at: now,
    detail,
  })
}
