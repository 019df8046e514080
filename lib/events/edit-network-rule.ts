import type { AppContext } from "@/lib/context"
import { findLastEditor } from "@/lib/db/queries/event-editor"
import type { StoppedEdit } from "@/lib/domain/editor-form"
import type { EditorIssueCode, Issues } from "@/lib/domain/issue"
import { readNetworkRule, saveNetworkRule } from "@/lib/network/network-rule"
import type { EventScope } from "@/lib/organizers/scope"
import { requireEditing } from "./editor-context"
import { type FormValues, fingerprints, mergeEdit, parseSeen } from "./merge-edit"
import {
  joinTiers,
  networkFieldNames,
  networkIssues,
  networkValues,
  parseNetworkValues,
} from "./network-form"
import { untilSaved } from "./until-saved"

export type EditedNetworkRule =
  | { ok: true; version: number }
  | { ok: false; issues: Issues<EditorIssueCode>; stopped?: StoppedEdit }

/**
 * Saves the form of an event's network pass that was rendered from `seen`, or switches the pass on. What others saved since is
 * shown to its author, never overwritten.
 */
export async function editNetworkRule(
  context: AppContext,
  scope: EventScope,
  submitted: FormValues,
): Promise<EditedNetworkRule> {
  requireEditing(scope)
  return untilSaved(`The pass of ${scope.event.id}`, () => tryToEdit(context, scope, submitted))
}

/** Null when somebody else saved in between. */
async function tryToEdit(
  context: AppContext,
  scope: EventScope,
  submitted: FormValues,
): Promise<EditedNetworkRule | null> {
  const stored = await readNetworkRule(context, scope)
  const current = joinTiers(networkValues(stored))
  const merge = mergeEdit(networkFieldNames, {
    seen: parseSeen(submitted.seen?.[0]),
    current,
    submitted: joinTiers(submitted),
  })
  if (merge.conflicts.length > 0) {
    const { conflicts, unchosen } = merge
    const seen = fingerprints(current, networkFieldNames)
    const by = await findLastEditor(context.db, scope.event.id)
    return { ok: false, issues: {}, stopped: { conflicts, unchosen, seen, by } }
  }
  const { rule, issues } = parseNetworkValues(merge.values)
  if (Object.keys(issues).length > 0) return { ok: false, issues }
  const version = stored?.version ?? 0
  const saved = await saveNetworkRule(context, scope, rule, version)
  if (saved.kind === "refused") return { ok: false, issues: networkIssues(saved.faults) }
  return saved.kind === "saved" ? { ok: true, version: version + 1 } : null
}
