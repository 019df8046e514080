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
 * A double click sends the code twice, and a browser without JavaScript shows only the second answer. So the same code
 * from the same browser is taken again for this long; it counts as an attempt and opens no second session.
 */
const repeatWithinMs = 60_000

/**
 * Checks a typed code and answers the address it proves. An attempt is spent before the comparison.
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
  const provedAfter = new Date(now.getTime() - repeatWithinMs)
  const challenge = await spendAttempt(context.db, challengeId, {
    now,
    maxAttempts: maxCodeAttempts,
    provedAfter,
  })
  if (!challenge) throw await whyRefused(context, challengeId)
  const hash = await hashCode(context.keys.code, challengeId, code)
  if (!sameHash(hash, challenge.codeHash)) {
    throw new AppError(challenge.attempts >= maxCodeAttempts ? "code_spent" : "code_wrong")
  }
  if (await markProved(context.db, challengeId, challenge.codeHash, now)) return challenge.email
  // Proved by the other half of a double click, or renewed meanwhile: then the code is no longer the one it has.
  const current = await findChallenge(context.db, challengeId)
  if (!current?.provedAt || current.codeHash !== challenge.codeHash) throw new AppError("draft_missing")
  return challenge.email
}
