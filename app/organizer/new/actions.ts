"use server"

import { answerForm } from "@/app/answer-form"
import { loadEventLabels } from "@/components/organizer/editor/event-labels"
import type { FormState } from "@/lib/actions/state"
import { createEvent } from "@/lib/events/create-event"
import { loadEditorWords } from "@/lib/i18n/editor-words"
import { formValuesOf, loadEditorContext, namedLanguages } from "@/lib/loaders/editor"
import { requireOrganizer } from "@/lib/loaders/organizer"
import { keepTyped } from "@/lib/loaders/typed-form"

/** Makes a draft of the form and leads to its settings. */
export async function createEventAction(state: FormState, form: FormData): Promise<FormState> {
  await keepTyped(form)
  return answerForm(state, form, {
    guard: () => requireOrganizer("edit"),
    parse: (submitted) => ({ ok: true, input: formValuesOf(submitted) }),
    run: async (values, scope) => {
      if (values.intent?.includes("show")) return { issues: {}, values: {} }
      const created = await createEvent(await loadEditorContext(), scope, values)
      if (created.ok) return { goTo: `/organizer/${created.slug}/settings?done=created` }
      const words = await loadEditorWords(await loadEventLabels(namedLanguages))
      return { issues: words.issues(created.issues), values: {} }
    },
  })
}
