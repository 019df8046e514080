"use server"

import { after } from "next/server"
import { getLocale } from "next-intl/server"
import { answerForm } from "@/app/answer-form"
import type { FormState } from "@/lib/actions/state"
import { loadProved } from "@/lib/auth/asker"
import { startBrowserSession } from "@/lib/auth/auth"
import { requireChallenge } from "@/lib/auth/challenge"
import { dropChallengeId } from "@/lib/auth/challenge-cookie"
import { loadPerson } from "@/lib/auth/session"
import { readMayWait } from "@/lib/domain/may-wait"
import { loadEvent } from "@/lib/loaders/event"
import { keepOwnDraft } from "@/lib/loaders/resubmission"
import { findOwnTicketPath } from "@/lib/loaders/ticket"
import { deliverTicket } from "@/lib/outbox/deliver-mails"
import { confirmDraft } from "@/lib/registration/confirm"
import { findOpenDraft } from "@/lib/registration/draft"
import { runtime } from "@/lib/runtime"

/** Takes the code that proves the address of the open draft, and with it the registration. */
export async function confirmAction(slug: string, state: FormState, form: FormData): Promise<FormState> {
  const event = await loadEvent(slug)
  const context = await runtime()
  return answerForm(state, form, {
    guard: requireChallenge,
    parse: (submitted) => ({ ok: true, input: String(submitted.get("code") ?? "") }),
    run: async (code, challengeId) => {
      // The second half of a double click finds the code used up; whoever has the ticket is shown the ticket.
      const person = await loadPerson()
      const open = challengeId ? await findOpenDraft(context, challengeId, event.id) : null
      // Signed in meanwhile as somebody else, whose ticket is no answer to this code.
      const isOthers = open !== null && open.email !== person?.email
      const ticketPath = isOthers && !open.isProved ? null : await findOwnTicketPath(event.id)
      if (ticketPath) {
        if (challengeId) await keepOwnDraft(event.id, challengeId)
        return { goTo: ticketPath }
      }
      const language = await getLocale()
      const registrationId = await confirmDraft(
        context,
        event,
        {
          challengeId,
          code,
          language,
          hasProved: await loadProved(),
          person,
          draft: open?.draft ?? null,
          mayWait: readMayWait(form),
        },
        startBrowserSession,
      )
      await dropChallengeId()
      after(() => deliverTicket(context, registrationId))
      return { goTo: `/tickets/${registrationId}` }
    },
    secrets: ["code"],
  })
}
