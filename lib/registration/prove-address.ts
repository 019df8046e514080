import type { AppContext } from "@/lib/context"
import type { Transaction } from "@/lib/db/database"
import { type EmailChallenge, findChallenge, provedChallenge, spendAttempt } from "@/lib/db/queries/drafts"
import { AppError } from "@/lib/domain/errors"
import { codeOf, isSameCode, maxCodeAttempts, readCode } from "@/lib/outbox/code"
import { type Asker, countFailure, forgetFailures } from "./code-limits"

async function whyRefused(context: AppContext, challengeId: string): Promise<AppError> {
  const challenge = await findChallenge(context.db, challengeId)
  if (!challenge || challenge.provedAt) return new AppError("draft_missing")
  return new AppError(challenge.attempts >= maxCodeAttempts ? "code_spent" : "code_expired")
}

/**
 * A double click sends the code twice, and a browser without JavaScript shows only the second answer. So the same code
 * from the same browser is taken again for this long; it counts as an attempt and opens no second session.
 */
const repeatWithinMs = 60_000

type Proof<T> =
  | { kind: "proved"; result: T }
  | { kind: "wrong"; challenge: EmailChallenge }
  | { kind: "unusable" }

/**
 * Checks a typed code and, in the same transaction, does what the address it proves is good for. Spending the attempt
 * holds the challenge's row and each count of failures its own until the commit, so parallel guesses take turns, and
 * nobody is told what a guess came to before it is counted.
 * @throws AppError `code_malformed` (no attempt spent), `code_wrong`, `code_spent`, `code_expired`, `draft_missing`,
 * `address_resting`
 */
export async function proveAddressAnd<T>(
  context: AppContext,
  { challengeId, code: typed, hasProved }: Pick<Asker, "hasProved"> & { challengeId: string; code: string },
  use: (tx: Transaction, email: string) => Promise<T>,
): Promise<T> {
  const code = readCode(typed)
  if (code === null) throw new AppError("code_malformed")
  const now = context.clock()
  const provedAfter = new Date(now.getTime() - repeatWithinMs)
  const proof = await context.db.transaction(async (tx): Promise<Proof<T>> => {
    const challenge = await spendAttempt(tx, challengeId, { now, maxAttempts: maxCodeAttempts, provedAfter })
    if (!challenge) return { kind: "unusable" }
    const { email, codeNonce, provedAt } = challenge
    if (!isSameCode(code, codeOf(context.keys.code, challenge))) {
      await countFailure(context, tx, email, { hasProved })
      return { kind: "wrong", challenge }
    }
    // Proved already by the other half of a double click.
    const proved = provedAt === null ? [provedChallenge(tx, challengeId, codeNonce, now)] : []
    await forgetFailures(context, tx, email, { hasProved }, proved)
    return { kind: "proved", result: await use(tx, email) }
  })
  if (proof.kind === "proved") return proof.result
  if (proof.kind === "unusable") throw await whyRefused(context, challengeId)
  throw new AppError(proof.challenge.attempts >= maxCodeAttempts ? "code_spent" : "code_wrong")
}

/**
 * Checks a typed code and returns the address it proves.
 * @throws AppError as `proveAddressAnd`
 */
export async function proveAddress(
  context: AppContext,
  challengeId: string,
  typed: string,
  { hasProved }: Pick<Asker, "hasProved"> = {},
): Promise<string> {
  return proveAddressAnd(context, { challengeId, code: typed, hasProved }, async (_, email) => email)
}
