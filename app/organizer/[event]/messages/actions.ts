"use server"

import { answerButton, answerForm } from "@/app/answer-form"
import { loadMessageLabels } from "@/components/organizer/messages/message-labels"
import type { FormState } from "@/lib/actions/state"
import { findPerson } from "@/lib/db/queries/people"
import {
  discardMessage,
  haltMessage,
  type MessageAct,
  saveMessage,
  scheduleMessage,
  sendTestMessage,
  takeBackMessage,
} from "@/lib/desk/message"
import { AppError } from "@/lib/domain/errors"
import { loadEditorWords } from "@/lib/i18n/editor-words"
import { isLanguage } from "@/lib/i18n/languages"
import { formValuesOf, translationsOf } from "@/lib/loaders/editor"
import { requireEventScope } from "@/lib/loaders/organizer"
import { keepTyped } from "@/lib/loaders/typed-form"
import { isMailError } from "@/lib/mail/transport"
import type { EventScope } from "@/lib/organizers/scope"
import { type Runtime, runtime } from "@/lib/runtime"

const pathOf = (slug: string, id: string) => `/organizer/${slug}/messages/${id}`

/** Saves a draft and shows how it will read. */
export async function saveMessageAction(
  slug: string,
  id: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  await keepTyped(form)
  return answerForm(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    parse: (submitted) => ({ ok: true, input: formValuesOf(submitted) }),
    run: async (values, scope) => {
      const saved = await saveMessage(await runtime(), scope, id, values)
      if (saved.ok) return { goTo: `${pathOf(slug, id)}?done=saved#preview` }
      if ("gone" in saved) return { goTo: `${pathOf(slug, id)}?done=changed` }
      const words = await loadEditorWords(await loadMessageLabels(translationsOf(scope.event)))
      return { values, issues: words.issues(saved.issues) }
    },
  })
}

/** Sends the mail of the preview, in the language it is shown in, to the organizer alone. */
async function sendTest(
  context: Runtime,
  scope: EventScope,
  id: string,
  language: string | undefined,
): Promise<MessageAct> {
  const person = await findPerson(context.db, scope.personId)
  try {
    return person && (await sendTestMessage(context, scope, id, person.email, language))
      ? "done"
      : "unwritten"
  } catch (error) {
    if (isMailError(error)) throw new AppError("mail_failed")
    throw error
  }
}

/** By the value of the pressed button: what is done, and what the page says then. */
const acts = new Map([
  ["test", { act: sendTest, deed: "tested" }],
  ["send", { act: scheduleMessage, deed: "scheduled" }],
  ["take_back", { act: takeBackMessage, deed: "taken_back" }],
  ["stop", { act: haltMessage, deed: "stopped" }],
  ["discard", { act: discardMessage, deed: "discarded" }],
])

/** The buttons below a message: `act` names one of `acts`, `language` what its preview is shown in. */
export async function messageAction(
  slug: string,
  id: string,
  language: string | undefined,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  const pressed = acts.get(String(form.get("act")))
  return answerButton(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    run: async (scope) => {
      const came = pressed ? await pressed.act(await runtime(), scope, id, language) : "changed"
      if (pressed && came === "done" && pressed.deed === "discarded")
        return { goTo: `/organizer/${slug}/messages?done=discarded` }
      const shown = language && isLanguage(language) ? `&language=${language}` : ""
      return { goTo: `${pathOf(slug, id)}?done=${pressed && came === "done" ? pressed.deed : came}${shown}` }
    },
  })
}
