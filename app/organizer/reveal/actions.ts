"use server"

import { redirect } from "next/navigation"
import { getLocale, getTranslations } from "next-intl/server"
import { formAction } from "@/lib/actions/form-action"
import type { FormState } from "@/lib/actions/state"
import { loadAsker, loadWorkOffer } from "@/lib/auth/asker"
import { dropChallengeId, keepChallengeId, readChallengeId } from "@/lib/auth/challenge-cookie"
import { AppError } from "@/lib/domain/errors"
import { organizerPath } from "@/lib/domain/own-path"
import { loadFormWords } from "@/lib/i18n/form-words"
import { findOwnChallenge } from "@/lib/loaders/challenge"
import { reportUnexpected } from "@/lib/loaders/form-report"
import { requireOrganizer } from "@/lib/loaders/organizer"
import { noteRefusal } from "@/lib/loaders/refused-form"
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
  return formAction({
    words: await loadFormWords(),
    guard,
    parse: () => ({ ok: true, input: null }),
    run: async (_, scope) => {
      await mailCode(scope, form)
      return { goTo: `/organizer/reveal?${new URLSearchParams({ back: organizerPath(back), sent: "1" })}` }
    },
    secrets: ["work", "ticket"],
    offerWork: () => loadWorkOffer(form),
    report: reportUnexpected,
    refused: noteRefusal,
    redirect,
  })(state, form)
}

export async function resendRevealAction(state: FormState, form: FormData): Promise<FormState> {
  return formAction({
    words: await loadFormWords(),
    guard,
    parse: () => ({ ok: true, input: null }),
    run: async (_, scope) => {
      const { notSent } = await mailCode(scope, form)
      if (notSent) throw notSent
      const t = await getTranslations("organizer.reveal")
      return { notice: { title: t("resent"), body: t("look") } }
    },
    secrets: ["work", "ticket"],
    offerWork: () => loadWorkOffer(form),
    report: reportUnexpected,
    refused: noteRefusal,
    redirect,
  })(state, form)
}

/** Takes the code and leads back to where the answer is. */
export async function proveRevealAction(back: string, state: FormState, form: FormData): Promise<FormState> {
  const context = await runtime()
  return formAction({
    words: await loadFormWords(),
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
    report: reportUnexpected,
    refused: noteRefusal,
    redirect,
  })(state, form)
}
