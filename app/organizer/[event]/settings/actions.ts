"use server"

import { getTranslations } from "next-intl/server"
import { answerForm } from "@/app/answer-form"
import { loadEventLabels } from "@/components/organizer/editor/event-labels"
import type { FormState } from "@/lib/actions/state"
import { duplicateEvent } from "@/lib/events/duplicate-event"
import { editEvent } from "@/lib/events/edit-event"
import { changeEventState } from "@/lib/events/set-event-state"
import { loadEditorWords } from "@/lib/i18n/editor-words"
import { formValuesOf, loadEditorContext, namedLanguages } from "@/lib/loaders/editor"
import { requireEventScope } from "@/lib/loaders/organizer"
import { keepTyped } from "@/lib/loaders/typed-form"

/** Saves the settings of the event with this slug. */
export async function editEventAction(slug: string, state: FormState, form: FormData): Promise<FormState> {
  await keepTyped(form)
  return answerForm(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    parse: (submitted) => ({ ok: true, input: formValuesOf(submitted) }),
    run: async (values, scope) => {
      if (values.intent?.includes("show")) return { issues: {}, values: {} }
      const edited = await editEvent(await loadEditorContext(), scope, values)
      if (edited.ok)
        return { goTo: `/organizer/${edited.slug}/settings?done=saved&version=${edited.version}` }
      const words = await loadEditorWords(await loadEventLabels(namedLanguages))
      if ("stopped" in edited) return words.stopped(edited.stopped)
      return { issues: words.issues(edited.issues), values: {} }
    },
  })
}

const states = ["published", "unpublished", "archived", "restored"] as const

/** Publishes, unpublishes, archives, restores or duplicates the event; `state` says which. */
export async function setEventStateAction(
  slug: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  return answerForm(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    parse: (submitted) => ({ ok: true, input: String(submitted.get("state")) }),
    run: async (wanted, scope) => {
      const context = await loadEditorContext()
      if (wanted === "duplicated") {
        const t = await getTranslations("editor.state")
        const copy = await duplicateEvent(context, scope, t("copy_of", { title: scope.event.title }))
        return { goTo: `/organizer/${copy}/settings?done=duplicated` }
      }
      const known = states.find((each) => each === wanted)
      if (known) await changeEventState(context, scope, known)
      return { goTo: `/organizer/${slug}/settings${known ? `?done=${known}` : ""}` }
    },
  })
}
