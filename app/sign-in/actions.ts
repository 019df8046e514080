"use server"

import { getLocale } from "next-intl/server"
import { answerForm } from "@/app/answer-form"
import type { FormState } from "@/lib/actions/state"
import { loadAsker, loadProved, loadWorkOffer } from "@/lib/auth/asker"
import { startBrowserSession } from "@/lib/auth/auth"
import { requireChallenge } from "@/lib/auth/challenge"
import { dropChallengeId, keepChallengeId } from "@/lib/auth/challenge-cookie"
import { requireSameSite } from "@/lib/auth/request"
import { confirmSignInPath, ownPath } from "@/lib/domain/own-path"
import { findOwnChallenge } from "@/lib/loaders/challenge"
import { switchLanguage } from "@/lib/loaders/language"
import { findNextPath } from "@/lib/loaders/signed-in"
import { admitOrganizer } from "@/lib/organizers/admit"
import { confirmSignIn } from "@/lib/registration/confirm"
import { parseEmailForm } from "@/lib/registration/registration-form"
import { sendCode } from "@/lib/registration/send-code"
import { runtime } from "@/lib/runtime"

/** Mails a code to an address; the answer is the same whether or not anybody has it. `to` opens once it is confirmed. */
export async function signInAction(to: string | null, state: FormState, form: FormData): Promise<FormState> {
  const context = await runtime()
  return answerForm(state, form, {
    guard: requireSameSite,
    parse: parseEmailForm,
    run: async (email) => {
      const asker = await loadAsker(form)
      const request = { ...asker, challengeId: context.newId(), email, language: await getLocale() }
      const { challengeId } = await sendCode(context, request)
      await keepChallengeId(challengeId)
      return { goTo: confirmSignInPath(ownPath(to)) }
    },
    switchLanguage,
    secrets: ["work", "ticket"],
    offerWork: () => loadWorkOffer(form),
  })
}

/** Takes the code, and leads to `to` or to the person's own first page. */
export async function confirmSignInAction(
  to: string | null,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  const context = await runtime()
  return answerForm(state, form, {
    guard: requireChallenge,
    parse: (submitted) => ({ ok: true, input: String(submitted.get("code") ?? "") }),
    run: async (code, challengeId) => {
      // Signed in meanwhile, by the first half of a double click or in another tab.
      const nextPath = (await findOwnChallenge())?.provedAt === null ? null : await findNextPath(ownPath(to))
      if (nextPath) return { goTo: nextPath }
      const language = await getLocale()
      const confirmation = { challengeId, code, language, hasProved: await loadProved() }
      const person = await confirmSignIn(context, confirmation, startBrowserSession)
      await dropChallengeId()
      const isOrganizer = await admitOrganizer(context, person)
      return { goTo: ownPath(to) ?? (isOrganizer ? "/organizer" : "/me") }
    },
    secrets: ["code"],
  })
}
