"use server"

import { getTranslations } from "next-intl/server"
import { answerButton, answerForm } from "@/app/answer-form"
import { loadContentLabels } from "@/components/organizer/editor/content-labels"
import type { FormResult } from "@/lib/actions/form-action"
import type { FormState } from "@/lib/actions/state"
import { readPageContent } from "@/lib/db/queries/page-content"
import { type ContentForm, type ContentList, contentLists } from "@/lib/domain/page-content"
import { moveEntry, removeEntry, saveContact, saveEntry } from "@/lib/events/edit-content"
import { type EditorWords, loadEditorWords } from "@/lib/i18n/editor-words"
import { formValuesOf, loadEditorContext, namedLanguages } from "@/lib/loaders/editor"
import { requireEventScope } from "@/lib/loaders/organizer"
import { keepTyped } from "@/lib/loaders/typed-form"
import type { EventScope } from "@/lib/organizers/scope"

async function wordsOf(form: ContentForm, { event }: EventScope): Promise<EditorWords> {
  const { db } = await loadEditorContext()
  const { speakers } = await readPageContent(db, event.id)
  return loadEditorWords(await loadContentLabels(form, { languages: namedLanguages, speakers }))
}

/** What a save says when somebody removed the entry while the form was open; what was typed stays in it. */
async function gone(): Promise<FormResult> {
  const t = await getTranslations("editor.content.gone")
  return { failure: { title: t("title"), body: t("body") } }
}

/** Saves an entry of a list of the event page: a new one where `id` is null. */
export async function saveEntryAction(
  slug: string,
  list: ContentList,
  id: string | null,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  await keepTyped(form)
  return answerForm(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    parse: (submitted) => ({ ok: true, input: formValuesOf(submitted) }),
    run: async (values, scope) => {
      const saved =
        contentLists.includes(list) &&
        (await saveEntry(await loadEditorContext(), scope, { list, id }, values))
      if (!saved) return gone()
      if (saved.ok) return { goTo: `/organizer/${slug}/content?done=saved#entry-${saved.id}` }
      const words = await wordsOf(list, scope)
      return saved.stopped ? words.stopped(saved.stopped) : { issues: words.issues(saved.issues), values: {} }
    },
  })
}

/** Saves whom to ask about the event, and how to get there. */
export async function saveContactAction(slug: string, state: FormState, form: FormData): Promise<FormState> {
  await keepTyped(form)
  return answerForm(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    parse: (submitted) => ({ ok: true, input: formValuesOf(submitted) }),
    run: async (values, scope) => {
      const saved = await saveContact(await loadEditorContext(), scope, values)
      if (saved.ok) return { goTo: `/organizer/${slug}/content?done=saved&version=${saved.version}` }
      const words = await wordsOf("contact", scope)
      return saved.stopped ? words.stopped(saved.stopped) : { issues: words.issues(saved.issues), values: {} }
    },
  })
}

/** Moves the entry the form names one place `up` or `down` in its list. */
export async function moveEntryAction(slug: string, state: FormState, form: FormData): Promise<FormState> {
  return answerForm(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    parse: (submitted) => ({ ok: true, input: formValuesOf(submitted) }),
    run: async ({ move, list: [named = ""] = [], entry: [id = ""] = [] }, scope) => {
      const list = contentLists.find((each) => each === named)
      const direction = move?.includes("up") ? "up" : "down"
      const isThere = list && (await moveEntry(await loadEditorContext(), scope, { list, id, direction }))
      if (!isThere) return { goTo: `/organizer/${slug}/content?done=gone` }
      const to = new URLSearchParams({ moved: id, to: direction })
      return { goTo: `/organizer/${slug}/content?${to}#entry-${id}` }
    },
  })
}

/** Takes an entry off the event page. */
export async function removeEntryAction(
  slug: string,
  list: ContentList,
  id: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  return answerButton(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    run: async (scope) => {
      const removed =
        contentLists.includes(list) && (await removeEntry(await loadEditorContext(), scope, { list, id }))
      if (!removed) return { goTo: `/organizer/${slug}/content?done=gone` }
      if (removed.ok) return { goTo: `/organizer/${slug}/content?done=removed` }
      return { issues: (await wordsOf(list, scope)).issues(removed.issues), values: {} }
    },
  })
}
