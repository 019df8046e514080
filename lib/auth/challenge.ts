import "server-only"
import { readChallengeId } from "./challenge-cookie"
import { requireSameSite } from "./request"

/**
 * The challenge this browser began, for actions, after the check that the form was sent from here; empty when there is
 * none, which no challenge's id is.
 * @throws AppError `foreign_request`
 */
export async function requireChallenge(): Promise<string> {
  await requireSameSite()
  return (await readChallengeId()) ?? ""
}
