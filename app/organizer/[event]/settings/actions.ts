"use server"

import { getTranslations } from "next-intl/server"
import { answerButton, answerForm } from "@/app/answer-form"
import { loadEventLabels } from "@/components/organizer/editor/event-labels"
import type { Failure, FormState } from "@/lib/actions/state"
import { AppError } from "@/lib/domain/errors"
import { cancelEvent, longestReason, parseReason, reinstateEvent } from "@/lib/events/cancel-event"
import { duplicateEvent } from "@/lib/events/duplicate-event"
import { editEvent, tellFieldName } from "@/lib/events/edit-event"
import { changeEventState } from "@/lib/events/set-event-state"
import { loadEditorWords } from "@/lib/i18n/editor-words"
import { formValuesOf, loadEditorContext, namedLanguages } from "@/lib/loaders/editor"
import { requireEventScope } from "@/lib/loaders/organizer"
import { keepTyped } from "@/lib/loaders/typed-form"
import type { EventScope } from "@/lib/organizers/scope"

/** Saves the settings of the event with this slug. */
export async function editEventAction(slug: string, state: FormState, form: FormData): Promise<FormState> {
  await keepTyped(form)
  return answerForm(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    parse: (submitted) => ({ ok: true, input: formValuesOf(submitted) }),
    run: async (values, scope) => {
      if (values.intent?.includes("show")) return { issues: {}, values: {} }
      const edited = await editEvent(await loadEditorContext(), scope, values)
      if (edited.ok) {
        const deed = edited.isToBeTold ? "told" : "saved"
        const programme = edited.programme ? `&programme=${edited.programme}` : ""
        return {
          goTo: `/organizer/${edited.slug}/settings?done=${deed}&version=${edited.version}${programme}`,
        }
      }
      const words = await loadEditorWords(await loadEventLabels(namedLanguages))
      if ("stopped" in edited) return words.stopped(edited.stopped)
      if ("asks" in edited) return { failure: await askWhomToTell(edited.asks.tickets) }
      return { issues: words.issues(edited.issues), values: {} }
    },
  })
}

/** Whether everybody with a ticket is to be told that the event is moved; the first answer is what saving again means. */
async function askWhomToTell(count: number): Promise<Failure> {
  const t = await getTranslations("editor.move")
  return {
    title: t("title", { count }),
    body: t("body"),
    offers: [
      { name: tellFieldName, value: "yes", label: t("yes") },
      { name: tellFieldName, value: "no", label: t("no") },
    ],
  }
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

/** Whoever presses twice is told what they wanted; a form left open until the event is over changes nothing. */
function refuseIfOver({ event }: EventScope, now: Date): void {
  if (now >= event.endsAt) throw new AppError("event_over")
}

/** Calls the event off, with a reason that everybody reads; said twice it is once. */
export async function cancelEventAction(slug: string, state: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations("editor.cancel")
  return answerForm(state, form, {
    labels: { reason: t("reason") },
    guard: () => requireEventScope(slug, "edit"),
    parse: (submitted) => {
      const input = parseReason(String(submitted.get("reason") ?? ""))
      if (input.length <= longestReason) return { ok: true, input }
      return { ok: false, issues: { reason: { code: "too_long", limit: longestReason } } }
    },
    run: async (reason, scope) => {
      const context = await loadEditorContext()
      if (!(await cancelEvent(context, scope, reason))) refuseIfOver(scope, context.clock())
      return { goTo: `/organizer/${slug}/settings?done=cancelled` }
    },
  })
}

/** Lets a cancelled event take place after all. */
export async function reinstateEventAction(
  slug: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  return answerButton(state, form, {
    guard: () => requireEventScope(slug, "edit"),
    run: async (scope) => {
      const context = await loadEditorContext()
      if (!(await reinstateEvent(context, scope))) refuseIfOver(scope, context.clock())
      return { goTo: `/organizer/${slug}/settings?done=reinstated` }
    },
  })
}
