import { findChallenge, markProved, spendAttempt } from "@/lib/db/queries/drafts"
import { AppError } from "@/lib/domain/errors"
import { codeOf, isSameCode, maxCodeAttempts, readCode } from "./code"
import { type Asker, countFailure, forgetFailures } from "./code-limits"
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
 * Checks a typed code and answers the address it proves. An attempt is spent, and a failure counted, before the
 * comparison.
 * @throws AppError `code_malformed` (no attempt spent), `code_wrong`, `code_spent`, `code_expired`, `draft_missing`,
 * `address_resting`
 */
export async function proveAddress(
  context: RegistrationContext,
  challengeId: string,
  typed: string,
  asker: Pick<Asker, "hasProved"> = {},
): Promise<string> {
  const { db } = context
  const code = readCode(typed)
  if (code === null) throw new AppError("code_malformed")
  const now = context.clock()
  const challenge = await db.transaction(async (tx) => {
    const provedAfter = new Date(now.getTime() - repeatWithinMs)
    const spent = await spendAttempt(tx, challengeId, { now, maxAttempts: maxCodeAttempts, provedAfter })
    if (spent) await countFailure(context, tx, spent.email, asker)
    return spent
  })
  if (!challenge) throw await whyRefused(context, challengeId)
  if (!isSameCode(code, codeOf(context.keys.code, challenge))) {
    throw new AppError(challenge.attempts >= maxCodeAttempts ? "code_spent" : "code_wrong")
  }
  await forgetFailures(context, db, challenge.email, asker)
  if (await markProved(db, challengeId, challenge.codeNonce, now)) return challenge.email
  // Proved by the other half of a double click, or renewed meanwhile: then the code is no longer the one it has.
  const current = await findChallenge(db, challengeId)
  if (!current?.provedAt || current.codeNonce !== challenge.codeNonce) throw new AppError("draft_missing")
  return challenge.email
}
