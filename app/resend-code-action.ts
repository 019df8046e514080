"use server"

import { refresh } from "next/cache"
import { redirect } from "next/navigation"
import { getLocale, getTranslations } from "next-intl/server"
import { formAction } from "@/lib/actions/form-action"
import type { FormState } from "@/lib/actions/state"
import { loadAsker, loadWorkOffer } from "@/lib/auth/asker"
import { requireChallenge } from "@/lib/auth/challenge"
import { loadFormWords } from "@/lib/i18n/form-words"
import { findOwnChallenge } from "@/lib/loaders/challenge"
import { reportUnexpected } from "@/lib/loaders/form-report"
import { noteRefusal } from "@/lib/loaders/refused-form"
import { resendCode } from "@/lib/registration/draft"
import { runtime } from "@/lib/runtime"

/** Mails another code to the address this browser is about to prove, for a registration and for signing in alike. */
export async function resendCodeAction(state: FormState, form: FormData): Promise<FormState> {
  const context = await runtime()
  const words = await loadFormWords()
  return formAction({
    words,
    guard: requireChallenge,
    parse: () => ({ ok: true, input: null }),
    run: async (_, challengeId) => {
      // Proved in another tab meanwhile: the page knows where to go on.
      if ((await findOwnChallenge())?.provedAt !== null) refresh()
      await resendCode(context, { ...(await loadAsker(form)), challengeId, language: await getLocale() })
      const t = await getTranslations("attendee.confirm.resend")
      return { notice: { title: t("sent"), body: t("look_for") } }
    },
    secrets: ["work", "ticket"],
    offerWork: () => loadWorkOffer(form),
    report: reportUnexpected,
    refused: noteRefusal,
    redirect,
  })(state, form)
}
