"use server"

import { getLocale, getTranslations } from "next-intl/server"
import { answerButton, answerForm } from "@/app/answer-form"
import type { FormState } from "@/lib/actions/state"
import { loadAsker, loadWorkOffer } from "@/lib/auth/asker"
import { dropChallengeId, keepChallengeId, readChallengeId } from "@/lib/auth/challenge-cookie"
import { AppError } from "@/lib/domain/errors"
import { organizerPath } from "@/lib/domain/own-path"
import { findOwnChallenge } from "@/lib/loaders/challenge"
import { requireOrganizer } from "@/lib/loaders/organizer"
import { findRevealUntil, proveReveal, requestRevealCode } from "@/lib/organizers/reveal"
import type { OrganizerScope } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"

const guard = () => requireOrganizer("see_sensitive")

async function mailCode(scope: OrganizerScope, form: FormData) {
  const context = await runtime()
  // What this browser began otherwise, such as a registration, keeps its own challenge.
  const own = await findOwnChallenge()
  const challengeId = own?.email === scope.email ? own.id : context.newId()
  const request = { ...(await loadAsker(form)), challengeId, language: await getLocale() }
  const sent = await requestRevealCode(context, scope, request)
  await keepChallengeId(sent.challengeId)
  return sent
}

/** Mails the organizer a code; the page then asks for it. */
export async function requestRevealAction(
  back: string,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  return answerButton(state, form, {
    guard,
    run: async (scope) => {
      await mailCode(scope, form)
      return { goTo: `/organizer/reveal?${new URLSearchParams({ back: organizerPath(back), sent: "1" })}` }
    },
    secrets: ["work", "ticket"],
    offerWork: () => loadWorkOffer(form),
  })
}

export async function resendRevealAction(state: FormState, form: FormData): Promise<FormState> {
  return answerButton(state, form, {
    guard,
    run: async (scope) => {
      const { notSent } = await mailCode(scope, form)
      if (notSent) throw notSent
      const t = await getTranslations("organizer.reveal")
      return { notice: { title: t("resent"), body: t("look") } }
    },
    secrets: ["work", "ticket"],
    offerWork: () => loadWorkOffer(form),
  })
}

/** Takes the code and leads back to where the answer is. */
export async function proveRevealAction(back: string, state: FormState, form: FormData): Promise<FormState> {
  const context = await runtime()
  return answerForm(state, form, {
    guard,
    parse: (submitted) => ({ ok: true, input: String(submitted.get("code") ?? "") }),
    run: async (code, scope) => {
      // Confirmed in another tab, or by the first half of a double click.
      if (await findRevealUntil(context, scope)) return { goTo: organizerPath(back) }
      try {
        await proveReveal(context, scope, { challengeId: (await readChallengeId()) ?? "", code })
      } catch (error) {
        // There is nothing here that was entered before: it is the code that is gone.
        if (error instanceof AppError && error.code === "draft_missing") throw new AppError("code_spent")
        throw error
      }
      await dropChallengeId()
      return { goTo: organizerPath(back) }
    },
    secrets: ["code"],
  })
}
