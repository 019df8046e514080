import "server-only"
import { getLocale } from "next-intl/server"
import { loadPerson } from "@/lib/auth/session"
import { localiseQuestion } from "@/lib/domain/question"
import type { RepeatedRegistration } from "@/lib/domain/repeated-registration"
import { findRepeatedRegistration, keepOpenDraft } from "@/lib/registration/resubmission"
import { runtime } from "@/lib/runtime"
import { findOwnSubject } from "./profile"

/** What the person entered again for one of their own tickets, in their language; null when there is nothing to say. */
export async function loadRepeatedRegistration(id: string): Promise<RepeatedRegistration | null> {
  const subject = await findOwnSubject(id)
  const repeated = subject && (await findRepeatedRegistration(await runtime(), subject))
  if (!repeated) return null
  const language = await getLocale()
  const differing = repeated.differing.map(({ question, ...rest }) => ({
    ...rest,
    question: localiseQuestion(question, language),
  }))
  return { ...repeated, differing }
}

/** Keeps what the browser's open draft says for whoever has signed in and has a ticket, if the draft is theirs. */
export async function keepOwnDraft(eventId: string, challengeId: string): Promise<void> {
  const person = await loadPerson()
  if (person) await keepOpenDraft(await runtime(), person, { eventId, challengeId })
}
