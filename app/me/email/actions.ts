"use server"

import { after } from "next/server"
import { getLocale, getTranslations } from "next-intl/server"
import { answerButton, answerForm } from "@/app/answer-form"
import { confirmEmailChange, resendEmailCode, startEmailChange } from "@/lib/account/change-email"
import type { FormState } from "@/lib/actions/state"
import { loadAsker, loadProved, loadWorkOffer } from "@/lib/auth/asker"
import { readSessionId } from "@/lib/auth/auth"
import { dropChallengeId, keepChallengeId, readChallengeId } from "@/lib/auth/challenge-cookie"
import { keepProvedAddress } from "@/lib/auth/proved-cookie"
import { performDueTasks } from "@/lib/delivery/perform-task"
import { requireOwner } from "@/lib/loaders/account"
import { keepTyped } from "@/lib/loaders/typed-form"
import { parseEmailForm } from "@/lib/registration/registration-form"
import { runtime } from "@/lib/runtime"

/** Mails a code to the new address; the answer is the same whether or not anybody has it. */
export async function changeEmailAction(state: FormState, form: FormData): Promise<FormState> {
  await keepTyped(form)
  const context = await runtime()
  return answerForm(state, form, {
    guard: () => requireOwner(form),
    parse: parseEmailForm,
    run: async (email, person) => {
      const asker = await loadAsker(form)
      const request = { ...asker, challengeId: context.newId(), email, language: await getLocale() }
      const { challengeId } = await startEmailChange(context, person, request)
      await keepChallengeId(challengeId)
      return { goTo: "/me/email/confirm" }
    },
    secrets: ["work", "ticket"],
    offerWork: () => loadWorkOffer(form),
  })
}

export async function confirmEmailAction(state: FormState, form: FormData): Promise<FormState> {
  const context = await runtime()
  return answerForm(state, form, {
    guard: () => requireOwner(form),
    parse: (submitted) => ({ ok: true, input: String(submitted.get("code") ?? "") }),
    run: async (code, person) => {
      const challengeId = (await readChallengeId()) ?? ""
      const [sessionId, hasProved] = [await readSessionId(), await loadProved()]
      const confirmation = { challengeId, code, sessionId, hasProved }
      await keepProvedAddress(await confirmEmailChange(context, person.id, confirmation))
      await dropChallengeId()
      after(() => performDueTasks(context))
      return { goTo: "/me?done=email" }
    },
    secrets: ["code"],
  })
}

export async function resendEmailCodeAction(state: FormState, form: FormData): Promise<FormState> {
  const context = await runtime()
  return answerButton(state, form, {
    guard: () => requireOwner(form),
    run: async (person) => {
      const challengeId = (await readChallengeId()) ?? ""
      const asker = await loadAsker(form)
      await resendEmailCode(context, person, { ...asker, challengeId, language: await getLocale() })
      const t = await getTranslations("attendee.confirm.resent")
      return { notice: { title: t("sent"), body: t("look_for") } }
    },
    secrets: ["work", "ticket"],
    offerWork: () => loadWorkOffer(form),
  })
}
