import type { GateId } from "@/lib/gate/contract/page"
import type { User } from "@/lib/gate/contract/user"
import type { UserToken } from "@/lib/gate/contract/user-token"
import { isGateError } from "@/lib/gate/errors"

/** Whether what GATE shows of an account says that it was switched off, or that its time is over. */
function saysEnded({ is_active: isActive, expiration }: Record<string, unknown>, now: Date): boolean {
  const isExpired = typeof expiration === "string" && Date.parse(expiration) <= now.getTime()
  return isActive === false || isExpired
}

/**
 * Whether GATE has ended an account at `now`. Only the User Token document knows of that (contract §6), so where `/user/`
 * does not show it the account is read there. A token that may not read it, or a service that keeps other accounts under
 * those ids, leaves it unknown: then the account counts as one that goes on.
 * @throws GateError when GATE cannot be asked
 */
export async function hasAccountEnded(
  user: User,
  now: Date,
  readToken: (id: GateId) => Promise<UserToken>,
): Promise<boolean> {
  if ("is_active" in user && "expiration" in user) return saysEnded(user, now)
  try {
    const token = await readToken(user.id)
    return token.username === user.username && saysEnded(token, now)
  } catch (error) {
    if (isGateError(error) && (error.kind === "notFound" || error.kind === "forbidden")) return false
    throw error
  }
}
