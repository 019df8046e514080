import { findChallenge, markProved, spendAttempt } from "@/lib/db/queries/drafts"
import { AppError } from "@/lib/domain/errors"
import { hashCode, maxCodeAttempts, readCode, sameHash } from "./code"
import type { RegistrationContext } from "./context"

async function whyRefused(context: RegistrationContext, challengeId: string): Promise<AppError> {
  const challenge = await findChallenge(context.db, challengeId)
  if (!challenge || challenge.provedAt) return new AppError("draft_missing")
  return new AppError(challenge.attempts >= maxCodeAttempts ? "code_spent" : "code_expired")
}

/**
 * Checks a typed code and answers the address it proves. An attempt is spent before the comparison, and a code proves
 * its address once.
 * @throws AppError `code_malformed` (no attempt spent), `code_wrong`, `code_spent`, `code_expired`, `draft_missing`
 */
export async function proveAddress(
  context: RegistrationContext,
  challengeId: string,
  typed: string,
): Promise<string> {
  const code = readCode(typed)
  if (code === null) throw new AppError("code_malformed")
  const now = context.clock()
  const challenge = await spendAttempt(context.db, challengeId, { now, maxAttempts: maxCodeAttempts })
  if (!challenge) throw await whyRefused(context, challengeId)
  const hash = await hashCode(context.keys.code, challengeId, code)
  if (!sameHash(hash, challenge.codeHash)) {
    throw new AppError(challenge.attempts >= maxCodeAttempts ? "code_spent" : "code_wrong")
  }
  if (!(await markProved(context.db, challengeId, challenge.codeHash, now)))
    throw new AppError("draft_missing")
  return challenge.email
}
