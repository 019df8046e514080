"use server"

import { getTranslations } from "next-intl/server"
import { answerButton, answerForm } from "@/app/answer-form"
import { loadQuestionLabels } from "@/components/organizer/editor/question-labels"
import type { FormResult } from "@/lib/actions/form-action"
import type { FormState } from "@/lib/actions/state"
import { moveQuestion, removeQuestion } from "@/lib/events/arrange-questions"
import { type SavedQuestion, saveQuestion } from "@/lib/events/save-question"
import { type EditorWords, loadEditorWords } from "@/lib/i18n/editor-words"
import { formValuesOf, loadEditorContext, namedLanguages } from "@/lib/loaders/editor"
import { requireEventScope } from "@/lib/loaders/organizer"
import { keepTyped } from "@/lib/loaders/typed-form"

async function editorWords(): Promise<EditorWords> {
  return loadEditorWords(await loadQuestionLabels(namedLanguages))
}

/** One row more than there are, as a form without JavaScript asks for it. */
function withAnotherOption(values: Record<string, string[]>): FormResult {
  const more = (name: string) => [...(values[name] ?? []), ""]
  return { issues: {}, values: { option_value: more("option_value"), option_label: more("option_label") } }
}

/** What a save that was stopped says: two versions, a warning to accept, or faults. */
function answer(saved: SavedQuestion & { ok: false }, words: EditorWords, field: string): FormResult {
  if (saved.stopped) return words.stopped(saved.stopped)
  if (!saved.warning) return { issues: words.issues(saved.issues), values: { warned_field: [] } }
  return { issues: { field: words.sentence("field", saved.warning) }, values: { warned_field: [field] } }
}

/** What a save says when somebody removed the question while the form was open; what was typed stays in it. */
async function gone(): Promise<FormResult> {
  const t = await getTranslations("editor.question.gone")
  return { failure: { title: t("title"), body: t("body") } }
}

/** Saves a question of the event with this slug: a new one where `id` is null. */
export async function saveQuestionAction(
  slug: string,
  id: string | null,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  await keepTyped(form)
  return answerForm(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    parse: (submitted) => ({ ok: true, input: formValuesOf(submitted) }),
    run: async (values, scope) => {
      if (values.intent?.includes("add_option")) return withAnotherOption(values)
      const saved = await saveQuestion(await loadEditorContext(), scope, id, values)
      if (!saved) return gone()
      if (saved.ok) return { goTo: `/organizer/${slug}/questions?done=saved#question-${saved.id}` }
      return answer(saved, await editorWords(), values.field?.[0] ?? "")
    },
  })
}

/** Moves the question the form names one place `up` or `down`. */
export async function moveQuestionAction(slug: string, state: FormState, form: FormData): Promise<FormState> {
  return answerForm(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    parse: (submitted) => ({ ok: true, input: formValuesOf(submitted) }),
    run: async ({ move, question: [id = ""] = [] }, scope) => {
      const direction = move?.includes("up") ? "up" : "down"
      const moved = await moveQuestion(await loadEditorContext(), scope, id, direction)
      if (!moved) return { goTo: `/organizer/${slug}/questions?done=gone` }
      const to = new URLSearchParams({ moved: id, to: direction })
      return moved.ok
        ? { goTo: `/organizer/${slug}/questions?${to}#question-${id}` }
        : { issues: { move: (await editorWords()).sentence("move", moved.issue) }, values: {} }
    },
  })
}

/** Asks a question no more. */
export async function removeQuestionAction(
  slug: string,
  id: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  return answerButton(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    run: async (scope) => {
      const removed = await removeQuestion(await loadEditorContext(), scope, id)
      if (!removed) return { goTo: `/organizer/${slug}/questions?done=gone` }
      return removed.ok
        ? { goTo: `/organizer/${slug}/questions?done=removed` }
        : { issues: { remove: (await editorWords()).sentence("remove", removed.issue) }, values: {} }
    },
  })
}
