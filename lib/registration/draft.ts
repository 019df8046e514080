import { findChallenge, findDraft, putDraft } from "@/lib/db/queries/drafts"
import { getEvent } from "@/lib/db/queries/events"
import type { Answers } from "@/lib/domain/answers"
import { AppError } from "@/lib/domain/errors"
import type { EventWithQuestions } from "@/lib/domain/event"
import type { RegistrationContext } from "./context"
import { type CodeRequest, sendCode } from "./send-code"

/** A form that passed validation. `submissionId` was made when the form was rendered. */
export type RegistrationInput = {
  submissionId: string
  firstName: string
  lastName: string
  answers: Answers
  /** Of pages and mails. */
  language: string
  locale: string
}

/**
 * Keeps what a visitor typed and mails the code that proves the address. Answers the id of the challenge, to be kept in
 * the browser's cookie.
 * @throws AppError `too_many_codes`, `mail_failed`
 */
export async function startDraft(
  context: RegistrationContext,
  event: EventWithQuestions,
  input: RegistrationInput & { email: string },
  client: string | null,
): Promise<string> {
  const { submissionId, email, language, ...typed } = input
  const { challengeId } = await sendCode(context, {
    challengeId: submissionId,
    email,
    event,
    client,
    language,
  })
  await putDraft(context.db, { ...typed, challengeId, eventId: event.id, termsAcceptedAt: context.clock() })
  return challengeId
}

/** What the code page and the form's second visit show of a draft, or null when there is none for this event. */
export async function findOpenDraft(context: RegistrationContext, challengeId: string, eventId: string) {
  const challenge = await findChallenge(context.db, challengeId)
  if (!challenge || challenge.provedAt) return null
  const draft = await findDraft(context.db, challengeId)
  return draft?.eventId === eventId ? { ...draft, email: challenge.email } : null
}

/**
 * Sends another code to the address of a challenge.
 * @throws AppError `draft_missing`, `code_too_soon`, `too_many_codes`, `mail_failed`
 */
export async function resendCode(
  context: RegistrationContext,
  { challengeId, client, language }: Pick<CodeRequest, "challengeId" | "client" | "language">,
): Promise<void> {
  const challenge = await findChallenge(context.db, challengeId)
  if (!challenge || challenge.provedAt) throw new AppError("draft_missing")
  const draft = await findDraft(context.db, challengeId)
  const event = draft ? await getEvent(context.db, draft.eventId) : null
  const request = { challengeId, email: challenge.email, event, client, language }
  const { notSent } = await sendCode(context, request)
  if (notSent) throw new AppError(notSent)
}
