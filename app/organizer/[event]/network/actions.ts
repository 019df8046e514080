"use server"

import { answerButton, answerForm } from "@/app/answer-form"
import { loadNetworkLabels } from "@/components/organizer/editor/network-labels"
import type { FormResult } from "@/lib/actions/form-action"
import type { FormState } from "@/lib/actions/state"
import { editNetworkRule } from "@/lib/events/edit-network-rule"
import { closedRanks, tierFieldNames } from "@/lib/events/network-form"
import { loadEditorWords } from "@/lib/i18n/editor-words"
import { formValuesOf } from "@/lib/loaders/editor"
import { requireEventScope } from "@/lib/loaders/organizer"
import { keepTyped } from "@/lib/loaders/typed-form"
import { removeNetworkRule } from "@/lib/network/network-rule"
import { runtime } from "@/lib/runtime"

/** One row more than there are, as a form without JavaScript asks for it. */
function withAnotherTier(values: Record<string, string[]>): FormResult {
  return {
    issues: {},
    values: Object.fromEntries(tierFieldNames.map((name) => [name, [...(values[name] ?? []), ""]])),
  }
}

/** Saves the network pass of the event with this slug, or switches it on. */
export async function editNetworkRuleAction(
  slug: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  await keepTyped(form)
  return answerForm(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    parse: (submitted) => ({ ok: true, input: formValuesOf(submitted) }),
    run: async (values, scope) => {
      if (values.intent?.includes("add_tier")) return withAnotherTier(values)
      const edited = await editNetworkRule(await runtime(), scope, values)
      if (edited.ok) return { goTo: `/organizer/${slug}/network?done=saved&version=${edited.version}` }
      const words = await loadEditorWords(await loadNetworkLabels())
      return edited.stopped
        ? words.stopped(edited.stopped)
        : { issues: words.issues(edited.issues), values: closedRanks(values, 1) }
    },
  })
}

/** Switches the network pass of the event with this slug off. */
export async function removeNetworkRuleAction(
  slug: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  return answerButton(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    run: async (scope) => {
      await removeNetworkRule(await runtime(), scope)
      return { goTo: `/organizer/${slug}/network?done=removed` }
    },
  })
}
