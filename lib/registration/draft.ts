import type { AppContext } from "@/lib/context"
import { findChallenge, findChallengeWithDraft, putDraft } from "@/lib/db/queries/drafts"
import type { SpelledAnswers } from "@/lib/domain/answers"
import { AppError } from "@/lib/domain/errors"
import type { EventWithQuestions } from "@/lib/domain/event"
import type { Asker } from "./code-limits"
import { type CodeRequest, sendCode } from "./send-code"

/** A form that passed validation. `submissionId` was made when the form was rendered. */
export type RegistrationInput = SpelledAnswers & {
  submissionId: string
  firstName: string
  lastName: string
  /** Of pages and mails. */
  language: string
  locale: string
  /** The words of the consent to the organization's news that was given along. */
  consentWording?: string | null
  /** They want to be on the waitlist if every place is taken, and were told so. */
  mayWait?: boolean
}

/**
 * Keeps what a visitor typed and mails the code that proves the address. Returns the id of the challenge, to be kept in
 * the browser's cookie.
 * @throws AppError as `sendCode`
 */
export async function startDraft(
  context: AppContext,
  event: EventWithQuestions,
  input: RegistrationInput & { email: string },
  asker: Asker,
): Promise<string> {
  const { submissionId, email, language, consentWording = null, ...typed } = input
  const termsAcceptedAt = context.clock()
  const { challengeId } = await sendCode(context, {
    ...asker,
    challengeId: submissionId,
    email,
    language,
    event,
    keep: (tx, challengeId) =>
      putDraft(tx, { ...typed, challengeId, eventId: event.id, termsAcceptedAt, consentWording }),
  })
  return challengeId
}

/**
 * What the code page and the form's second visit show of a draft that has not become a registration, or null when there
 * is none for this event. `isProved`: its address is, but the event was full, or the database failed.
 */
export async function findOpenDraft(context: AppContext, challengeId: string, eventId: string) {
  const found = await findChallengeWithDraft(context.db, challengeId)
  if (found?.draft.eventId !== eventId) return null
  const { challenge, draft } = found
  return { draft, email: challenge.email, isProved: challenge.provedAt !== null }
}

/**
 * Sends another code to the address of a challenge.
 * @throws AppError `draft_missing`, `code_too_soon`, and as `sendCode`
 */
export async function resendCode(
  context: AppContext,
  request: Asker & Pick<CodeRequest, "challengeId" | "language">,
): Promise<void> {
  const challenge = request.challengeId ? await findChallenge(context.db, request.challengeId) : null
  if (!challenge || challenge.provedAt) throw new AppError("draft_missing")
  const { notSent } = await sendCode(context, { ...request, email: challenge.email })
  if (notSent) throw notSent
}
