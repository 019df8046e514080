"use server"

import { getLocale } from "next-intl/server"
import { answerButton, answerForm } from "@/app/answer-form"
import { loadInvitationLabels } from "@/components/organizer/team/invitation-labels"
import type { FormState } from "@/lib/actions/state"
import { loadEditorWords } from "@/lib/i18n/editor-words"
import { requireOrganizer } from "@/lib/loaders/organizer"
import { loadPlaces } from "@/lib/loaders/team"
import { keepTyped } from "@/lib/loaders/typed-form"
import { inviteAgain, inviteMember, removeMember } from "@/lib/organizers/team"
import { runtime } from "@/lib/runtime"

const page = "/organizer/team"

/** Invites the address that was typed. */
export async function inviteAction(state: FormState, form: FormData): Promise<FormState> {
  await keepTyped(form)
  return answerForm(state, form, {
    guard: () => requireOrganizer("edit"),
    parse: (submitted) => ({
      ok: true,
      input: { email: String(submitted.get("email") ?? ""), place: String(submitted.get("place") ?? "") },
    }),
    run: async (input, scope) => {
      const invited = await inviteMember(await runtime(), scope, { ...input, language: await getLocale() })
      if (invited.ok) return { goTo: `${page}?done=${invited.isNew ? "invited" : "role"}` }
      const words = await loadEditorWords(await loadInvitationLabels(await loadPlaces(scope)))
      return { issues: words.issues(invited.issues), values: {} }
    },
  })
}

/** The buttons beside a member: `act` is `again` or `remove`. */
export async function memberAction(id: string, state: FormState, form: FormData): Promise<FormState> {
  const act = form.get("act")
  return answerButton(state, form, {
    guard: () => requireOrganizer("edit"),
    run: async (scope) => {
      const context = await runtime()
      const done =
        act === "remove" ? await removeMember(context, scope, id) : await inviteAgain(context, scope, id)
      const deed = act === "remove" ? "removed" : "again"
      return { goTo: `${page}?done=${done ? deed : "changed"}` }
    },
  })
}
