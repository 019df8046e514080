import "server-only"
import { readChallengeId } from "@/lib/auth/challenge-cookie"
import { type EmailChallenge, findChallenge } from "@/lib/db/queries/drafts"
import { runtime } from "@/lib/runtime"

/** The challenge this browser began last, proved or not; null when it has none. */
export async function findOwnChallenge(): Promise<EmailChallenge | null> {
  const id = await readChallengeId()
  return id ? findChallenge((await runtime()).db, id) : null
}
