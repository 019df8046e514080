import type { AppContext } from "@/lib/context"
import {
  findNetworkAccount,
  listPassHoldings,
  type NetworkAccountRow,
  updateNetworkPass,
} from "@/lib/db/queries/network-passes"
import { isOpen, networkState, type PassUse } from "@/lib/domain/network-pass"
import type { UserToken } from "@/lib/gate/contract/user-token"
import { isGateError } from "@/lib/gate/errors"
import type { CallOptions } from "@/lib/gate/exchange"
import { livePass } from "./network-plan"

const toDate = (text: string | null | undefined) => (text ? new Date(text) : null)

/** What an account shows of how it is used. */
export function shownUse(token: UserToken, now: Date): PassUse {
  return {
    firstLogin: toDate(token.first_login),
    lastLogin: toDate(token.last_login),
    secondsLeft: token.user_time ?? null,
    readAt: now,
  }
}

/** Keeps what GATE showed with each pass of the person that is open. */
async function keepUse(context: AppContext, personId: string, use: PassUse): Promise<void> {
  const now = context.clock()
  for (const holding of await listPassHoldings(context.db, personId)) {
    const { registration, pass } = holding
    if (!pass || !isOpen(pass, now)) continue
    const state = networkState({ ...pass, ...use }, pass, { isLive: livePass(holding, now) !== null, now })
    await updateNetworkPass(context.db, registration.id, {
      ...use,
      ...(state === pass.state ? {} : { state }),
    })
  }
}

/**
 * Asks GATE how the person's passes are used and keeps the answer; false when there is no account yet, or GATE did not say.
 * Never throws for what GATE does: what was read last stays.
 */
export async function readNetworkUse(
  context: AppContext,
  personId: string,
  options: CallOptions = {},
): Promise<boolean> {
  const account = await findNetworkAccount(context.db, personId)
  const token = account ? await readToken(context, account, options) : null
  if (!token) return false
  await keepUse(context, personId, shownUse(token, context.clock()))
  return true
}

async function readToken(context: AppContext, account: NetworkAccountRow, options: CallOptions) {
  try {
    const token = await context.gate.userTokens.get(account.gateUserId, { balance: true }, options)
    return token.username === account.username ? token : null
  } catch (error) {
    if (isGateError(error)) return null
    throw error
  }
}
