"use server"

import { getLocale } from "next-intl/server"
import { answerForm } from "@/app/answer-form"
import type { FormState } from "@/lib/actions/state"
import { readSuggestedCountries } from "@/lib/auth/request"
import { localiseEvent, questionsAt } from "@/lib/domain/event"
import { loadEventScope, requireEventScope } from "@/lib/loaders/organizer"
import { parseRegistrationForm } from "@/lib/registration/registration-form"
import { runtime } from "@/lib/runtime"

/** Checks a registration as the real form would, and keeps nothing of it. */
export async function checkRegistrationAction(
  slug: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  const event = localiseEvent((await loadEventScope(slug)).event, await getLocale())
  const { clock, newId } = await runtime()
  const suggestedCountries = await readSuggestedCountries(event.timeZone)
  const questions = questionsAt(event, "registration")
  return answerForm(state, form, {
    labels: Object.fromEntries(questions.map(({ key, label }) => [key, label])),
    guard: () => requireEventScope(slug, "view"),
    parse: (submitted) =>
      parseRegistrationForm(submitted, {
        questions,
        known: {},
        isSignedIn: false,
        now: clock(),
        country: null,
        suggestedCountries,
        newId,
      }),
    run: async () => ({ goTo: `/organizer/${slug}/preview?page=register&checked=yes` }),
  })
}
