"use server"

import { refresh } from "next/cache"
import { getLocale, getTranslations } from "next-intl/server"
import { answerButton } from "@/app/answer-form"
import type { FormState } from "@/lib/actions/state"
import { loadAsker, loadWorkOffer } from "@/lib/auth/asker"
import { requireChallenge } from "@/lib/auth/challenge"
import { findOwnChallenge } from "@/lib/loaders/challenge"
import { resendCode } from "@/lib/registration/draft"
import { runtime } from "@/lib/runtime"

/** Mails another code to the address this browser is about to prove, for a registration and for signing in alike. */
export async function resendCodeAction(state: FormState, form: FormData): Promise<FormState> {
  const context = await runtime()
  return answerButton(state, form, {
    guard: requireChallenge,
    run: async (challengeId) => {
      // Proved in another tab meanwhile: the page knows where to go on.
      if ((await findOwnChallenge())?.provedAt !== null) refresh()
      await resendCode(context, { ...(await loadAsker(form)), challengeId, language: await getLocale() })
      const t = await getTranslations("attendee.confirm.resent")
      return { notice: { title: t("sent"), body: t("look_for") } }
    },
    secrets: ["work", "ticket"],
    offerWork: () => loadWorkOffer(form),
  })
}
