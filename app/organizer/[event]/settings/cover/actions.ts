"use server"

import { getTranslations } from "next-intl/server"
import { answerButton, answerForm } from "@/app/answer-form"
import { loadCoverLabels } from "@/components/organizer/editor/cover-labels"
import type { FormState } from "@/lib/actions/state"
import { editCover, removeCover } from "@/lib/events/edit-cover"
import { loadEditorWords } from "@/lib/i18n/editor-words"
import { formValuesOf, languagesOf, loadEditorContext } from "@/lib/loaders/editor"
import { requireEventScope } from "@/lib/loaders/organizer"
import { readPicture } from "@/lib/loaders/picture"
import { keepTyped } from "@/lib/loaders/typed-form"

/** Saves the cover of the event with this slug. */
export async function editCoverAction(slug: string, state: FormState, form: FormData): Promise<FormState> {
  await keepTyped(form)
  return answerForm(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    parse: async (submitted) => ({
      ok: true,
      input: { values: formValuesOf(submitted), file: await readPicture(submitted) },
    }),
    run: async ({ values, file }, scope) => {
      const edited = await editCover(await loadEditorContext(), scope, values, file)
      if (edited.ok) return { goTo: `/organizer/${slug}/settings/cover?done=saved&cover=${edited.seen}` }
      if ("overtaken" in edited) {
        const t = await getTranslations("editor.cover.overtaken")
        const values = { seen: [edited.overtaken.seen] }
        return { issues: {}, values, failure: { title: t("title"), body: t("body") } }
      }
      const words = await loadEditorWords(await loadCoverLabels(languagesOf(scope.event)))
      return { issues: words.issues(edited.issues), values: {} }
    },
  })
}

/** Takes the cover of the event with this slug away, if it still shows the picture with this hash. */
export async function removeCoverAction(
  slug: string,
  hash: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  return answerButton(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    run: async (scope) => {
      const isRemoved = await removeCover(await loadEditorContext(), scope, hash)
      return { goTo: `/organizer/${slug}/settings/cover?done=${isRemoved ? "removed" : "kept"}` }
    },
  })
}
