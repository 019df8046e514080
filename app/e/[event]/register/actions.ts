"use server"

import { refresh } from "next/cache"
import { after } from "next/server"
import { getLocale, getTranslations } from "next-intl/server"
import { answerForm } from "@/app/answer-form"
import type { FormState } from "@/lib/actions/state"
import { loadAsker, loadWorkOffer } from "@/lib/auth/asker"
import { keepChallengeId } from "@/lib/auth/challenge-cookie"
import { readPageLocale, readSuggestedCountries, requireSameSite } from "@/lib/auth/request"
import { knownCountry } from "@/lib/domain/answers"
import { AppError } from "@/lib/domain/errors"
import { eventPhase, refusalIn } from "@/lib/domain/event-phase"
import { consentField } from "@/lib/domain/marketing"
import { readMayWait } from "@/lib/domain/may-wait"
import { loadEvent } from "@/lib/loaders/event"
import { loadFirstQuestions } from "@/lib/loaders/known-answers"
import { switchLanguage } from "@/lib/loaders/language"
import { requireRegistrant } from "@/lib/loaders/registrant"
import { deliverTicket } from "@/lib/outbox/deliver-mails"
import { askedForConsent } from "@/lib/registration/consent"
import { startDraft } from "@/lib/registration/draft"
import { register } from "@/lib/registration/register"
import { parseRegistrationForm } from "@/lib/registration/registration-form"
import { runtime } from "@/lib/runtime"

/** The words somebody said yes to, if they did and the organization asks. */
async function readConsent(form: FormData, organizationId: string): Promise<string | null> {
  if (form.get(consentField) !== "yes") return null
  const organization = await askedForConsent(await runtime(), organizationId, null)
  return organization === null ? null : (await getTranslations("marketing"))("consent", { organization })
}

/** Whoever lost the last place is asked whether they would wait: the page that comes back has that form. */
async function orShowWaitlist<T>(registered: Promise<T>): Promise<T> {
  try {
    return await registered
  } catch (error) {
    if (error instanceof AppError && error.code === "event_full") refresh()
    throw error
  }
}

/** Takes the registration form of the event with this slug. */
export async function registerAction(slug: string, state: FormState, form: FormData): Promise<FormState> {
  const event = await loadEvent(slug)
  const context = await runtime()
  const language = await getLocale()
  const visitor = { language, locale: await readPageLocale(language) }
  return answerForm(state, form, {
    labels: Object.fromEntries(event.questions.map(({ key, label }) => [key, label])),
    guard: async () => {
      await requireSameSite()
      try {
        const person = await requireRegistrant(form)
        // Signed out since the form was opened: it did not ask for an address, and now it must.
        if (!person && !form.has("email")) refresh()
        return person
      } catch (error) {
        // The page is to show whose ticket it would be now.
        refresh()
        throw error
      }
    },
    parse: async (submitted, person) => {
      // A form that asks for an address asks everything, whoever has signed in since.
      const asked = await loadFirstQuestions(event, submitted.has("email") ? null : person)
      const { known } = asked
      // Left blank, what was filled in stays as it is known.
      const filledIn = asked.filledIn.map((question) => ({ ...question, required: false }))
      return parseRegistrationForm(submitted, {
        questions: [...filledIn, ...asked.asked],
        known,
        isSignedIn: person !== null && !submitted.has("email"),
        now: context.clock(),
        country: knownCountry(event.questions, known),
        suggestedCountries: await readSuggestedCountries(event.timeZone),
        newId: context.newId,
      })
    },
    run: async ({ email, ...typed }, person) => {
      const consentWording = await readConsent(form, event.organization.id)
      const input = { ...typed, consentWording, mayWait: readMayWait(form) }
      if (person) {
        const registrationId = await orShowWaitlist(
          register(context, event, person.id, { ...input, ...visitor }),
        )
        after(() => deliverTicket(context, registrationId))
        return { goTo: `/tickets/${registrationId}` }
      }
      const phase = eventPhase(event, context.clock())
      const isOpen = phase === "open" || (phase === "waitlist" && input.mayWait)
      if (!isOpen) return orShowWaitlist(Promise.reject(new AppError(refusalIn[phase])))
      const draft = { ...input, ...visitor, email: email ?? "" }
      await keepChallengeId(await startDraft(context, event, draft, await loadAsker(form)))
      return { goTo: `/e/${slug}/confirm` }
    },
    switchLanguage,
    secrets: ["work", "ticket"],
    offerWork: () => loadWorkOffer(form),
  })
}
