import type { AppContext } from "@/lib/context"
import {
  deleteNetworkRule,
  findNetworkRule,
  type NetworkRuleRow,
  writeNetworkRule,
} from "@/lib/db/queries/network-passes"
import { organizerRoles } from "@/lib/delivery/account-role"
import { type NetworkRule, passWindow } from "@/lib/domain/network-pass"
import { findRuleFaults, type NetworkRuleFault } from "@/lib/domain/network-rule-fault"
import { type OrganizerAct, recordOrganizerEvent } from "@/lib/organizers/audit"
import { type EventScope, requirePermission } from "@/lib/organizers/scope"

/** What an event's organizers decided about its network pass, or null. */
export function readNetworkRule(
  { db }: Pick<AppContext, "db">,
  { event }: EventScope,
): Promise<NetworkRuleRow | null> {
  return findNetworkRule(db, event.id)
}

/** `stale`: another organizer saved since. `refused`: what must be mended first, by the field it stands in. */
export type RuleSaved = { kind: "saved" | "stale" } | { kind: "refused"; faults: NetworkRuleFault[] }

/**
 * Switches an event's network pass on, or changes it: every attendee's pass follows, those in GATE as well. `version` is that
 * of the rule which was edited, 0 where there was none.
 */
export async function saveNetworkRule(
  context: AppContext,
  scope: EventScope,
  rule: NetworkRule,
  version: number,
): Promise<RuleSaved> {
  requirePermission(scope, "edit")
  const { db, clock, keys } = context
  const { event } = scope
  const now = clock()
  const faults = findRuleFaults(rule, {
    questions: event.questions,
    roles: organizerRoles(context),
    isOver: now >= passWindow(rule, event).closesAt,
    canSeal: keys.fields.length > 0,
  })
  if (faults.length > 0) return { kind: "refused", faults }
  const isSaved = await db.transaction(async (tx) => {
    if (!(await writeNetworkRule(tx, event.id, rule, version))) return false
    const act: OrganizerAct = {
      name: "event.network_pass_set",
      eventId: event.id,
      detail: { profiles: rule.profiles },
    }
    await recordOrganizerEvent(tx, scope, act, now)
    return true
  })
  return { kind: isSaved ? "saved" : "stale" }
}

/** Switches an event's network pass off: what was given is taken back. False when it had none. */
export async function removeNetworkRule(context: AppContext, scope: EventScope): Promise<boolean> {
  requirePermission(scope, "edit")
  const { db, clock } = context
  return db.transaction(async (tx) => {
    if (!(await deleteNetworkRule(tx, scope.event.id))) return false
    const act: OrganizerAct = { name: "event.network_pass_removed", eventId: scope.event.id }
    await recordOrganizerEvent(tx, scope, act, clock())
    return true
  })
}
