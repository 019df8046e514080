"use server"

import { getTranslations } from "next-intl/server"
import { answerButton, answerForm } from "@/app/answer-form"
import { loadPortraitLabels } from "@/components/organizer/editor/portrait-labels"
import type { FormState } from "@/lib/actions/state"
import { editPortrait, removePortrait } from "@/lib/events/edit-portrait"
import { loadEditorWords } from "@/lib/i18n/editor-words"
import { formValuesOf, loadEditorContext } from "@/lib/loaders/editor"
import { requireEventScope } from "@/lib/loaders/organizer"
import { readPicture } from "@/lib/loaders/picture"
import { keepTyped } from "@/lib/loaders/typed-form"

const pathOf = (slug: string, speaker: string) => `/organizer/${slug}/content/speakers/${speaker}/picture`

/** Saves the picture of a speaker of the event with this slug. */
export async function editPortraitAction(
  slug: string,
  speaker: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  await keepTyped(form)
  return answerForm(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    parse: async (submitted) => ({
      ok: true,
      input: { submitted: formValuesOf(submitted), file: await readPicture(submitted) },
    }),
    run: async (input, scope) => {
      const edited = await editPortrait(await loadEditorContext(), scope, speaker, input)
      if (!edited) return { goTo: `/organizer/${slug}/content?done=gone` }
      if (edited.ok) return { goTo: `${pathOf(slug, speaker)}?done=saved&picture=${edited.seen}` }
      if ("overtaken" in edited) {
        const t = await getTranslations("editor.portrait.overtaken")
        const values = { seen: [edited.overtaken.seen] }
        return { issues: {}, values, failure: { title: t("title"), body: t("body") } }
      }
      const words = await loadEditorWords(await loadPortraitLabels())
      return { issues: words.issues(edited.issues), values: {} }
    },
  })
}

/** Takes the picture of a speaker away, if it still has this hash. */
export async function removePortraitAction(
  slug: string,
  speaker: string,
  hash: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  return answerButton(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    run: async (scope) => {
      const removed = await removePortrait(await loadEditorContext(), scope, { id: speaker, hash })
      if (removed === null) return { goTo: `/organizer/${slug}/content?done=gone` }
      return { goTo: `${pathOf(slug, speaker)}?done=${removed ? "removed" : "kept"}` }
    },
  })
}
