"use server"

import { redirect } from "next/navigation"
import { after } from "next/server"
import { getLocale, getTranslations } from "next-intl/server"
import { carryOutDue } from "@/lib/account/carry-out"
import { confirmEmailChange, resendEmailCode, startEmailChange } from "@/lib/account/change-email"
import { formAction } from "@/lib/actions/form-action"
import type { FormState } from "@/lib/actions/state"
import { readSessionId } from "@/lib/auth/auth"
import { dropChallengeId, keepChallengeId, readChallengeId } from "@/lib/auth/challenge-cookie"
import { readClient } from "@/lib/auth/request"
import { loadFormWords } from "@/lib/i18n/form-words"
import { requireOwner } from "@/lib/loaders/account"
import { reportUnexpected } from "@/lib/loaders/form-report"
import { noteRefusal } from "@/lib/loaders/refused-form"
import { parseEmailForm } from "@/lib/registration/registration-form"
import { runtime } from "@/lib/runtime"

/** Mails a code to the new address; the answer is the same whether or not anybody has it. */
export async function changeEmailAction(state: FormState, form: FormData): Promise<FormState> {
  const context = await runtime()
  const words = await loadFormWords()
  return formAction({
    words,
    guard: requireOwner,
    parse: parseEmailForm,
    run: async (email, person) => {
      const [client, language] = [await readClient(), await getLocale()]
      const request = { challengeId: context.newId(), email, client, language }
      const { challengeId } = await startEmailChange(context, person, request)
      await keepChallengeId(challengeId)
      return { goTo: "/me/email/confirm" }
    },
    report: reportUnexpected,
    refused: noteRefusal,
    redirect,
  })(state, form)
}

export async function confirmEmailAction(state: FormState, form: FormData): Promise<FormState> {
  const context = await runtime()
  const words = await loadFormWords()
  return formAction({
    words,
    guard: requireOwner,
    parse: (submitted) => ({ ok: true, input: String(submitted.get("code") ?? "") }),
    run: async (code, person) => {
      const challengeId = (await readChallengeId()) ?? ""
      await confirmEmailChange(context, person.id, { challengeId, code, sessionId: await readSessionId() })
      await dropChallengeId()
      after(() => carryOutDue(context))
      return { goTo: "/me?done=email" }
    },
    secrets: ["code"],
    report: reportUnexpected,
    refused: noteRefusal,
    redirect,
  })(state, form)
}

export async function resendEmailCodeAction(state: FormState, form: FormData): Promise<FormState> {
  const context = await runtime()
  const words = await loadFormWords()
  return formAction({
    words,
    guard: requireOwner,
    parse: () => ({ ok: true, input: null }),
    run: async (_, person) => {
      const challengeId = (await readChallengeId()) ?? ""
      const [client, language] = [await readClient(), await getLocale()]
      await resendEmailCode(context, person, { challengeId, client, language })
      const t = await getTranslations("attendee.confirm.resend")
      return { notice: { title: t("sent"), body: t("look_for") } }
    },
    report: reportUnexpected,
    refused: noteRefusal,
    redirect,
  })(state, form)
}
