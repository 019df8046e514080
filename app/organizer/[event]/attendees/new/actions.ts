"use server"

import { after } from "next/server"
import { answerForm } from "@/app/answer-form"
import type { FormState } from "@/lib/actions/state"
import { requireSameSite } from "@/lib/auth/request"
import { addWalkIn } from "@/lib/desk/walk-in"
import { questionsAt } from "@/lib/domain/event"
import { loadEventScope } from "@/lib/loaders/organizer"
import { keepTyped } from "@/lib/loaders/typed-form"
import { parseRegistrationForm } from "@/lib/registration/registration-form"
import { runtime } from "@/lib/runtime"
import { sweepRegistration } from "@/lib/sweep"
import { askWhenFull, readWhenFull } from "../full-event"

/** Takes the form that adds somebody by hand. */
export async function addWalkInAction(slug: string, state: FormState, form: FormData): Promise<FormState> {
  await keepTyped(form)
  const scope = await loadEventScope(slug, "edit")
  const context = await runtime()
  const { event } = scope
  return answerForm(state, form, {
    labels: Object.fromEntries(event.questions.map(({ key, label }) => [key, label])),
    guard: requireSameSite,
    parse: (submitted) =>
      parseRegistrationForm(submitted, {
        questions: questionsAt(event, "registration"),
        known: {},
        isSignedIn: false,
        now: context.clock(),
        country: null,
        newId: context.newId,
      }),
    run: async (input) => {
      const wanted = form.get("language")
      const added = await addWalkIn(context, scope, {
        ...input,
        email: input.email ?? "",
        language: event.languages.find((language) => language === wanted) ?? event.languages[0] ?? "en",
        isHere: form.get("is_here") === "yes",
        whenFull: readWhenFull(form),
      })
      if (added.kind === "full") return { failure: await askWhenFull(added.full) }
      const { registrationId, isNew } = added
      after(() => sweepRegistration(context, registrationId))
      return { goTo: `/organizer/${slug}/attendees/${registrationId}?added=${isNew ? "new" : "existing"}` }
    },
  })
}
