import type { AppContext } from "@/lib/context"
import {
  findNetworkAccount,
  insertNetworkAccount,
  isAccountMadeHere,
  type NetworkAccountRow,
} from "@/lib/db/queries/network-passes"
import { findOrganizer } from "@/lib/db/queries/organizers"
import type { PersonRow } from "@/lib/db/queries/people"
import { type AccountHistory, type networkProblems, restoredAccess } from "@/lib/domain/network-pass"
import type { UserToken } from "@/lib/gate/contract/user-token"
import { organizerRoles, roleOf } from "./account-role"
import { newNetworkPassword, sealPassword } from "./network-password"
import { shownAccount } from "./network-patch"
import { nullIfGone } from "./task-work"

/** The account as GATE shows it now. */
export type NetworkSubject = { account: NetworkAccountRow; token: UserToken; history: AccountHistory }

/** `problem`: why no pass may open the account. Without `subject` nothing was ever written there either. */
export type NetworkReading = {
  problem: (typeof networkProblems)[number] | null
  subject: NetworkSubject | null
}

async function isOrganizer({ db, organizers }: AppContext, { id, email }: PersonRow): Promise<boolean> {
  const row = await findOrganizer(db, id)
  return (row !== null && row.revokedAt === null) || organizers.emails.includes(email)
}

/**
 * Reads the account of a person on both pages and makes sure that they show the same one. The first time that a pass may open
 * it, it is kept, with a password where Gatehouse made it.
 * @throws GateError when GATE cannot be asked
 */
export async function readNetworkAccount(
  context: AppContext,
  person: PersonRow,
  gateUserId: string,
): Promise<NetworkReading> {
  const { db, gate, clock } = context
  const user = await nullIfGone(gate.users.get(gateUserId))
  const token = user && (await nullIfGone(gate.userTokens.get(gateUserId, { balance: true })))
  if (!token) return { problem: "account_missing", subject: null }
  const { username } = user
  if (!username || token.username !== username || String(token.id) !== gateUserId)
    return { problem: "accounts_differ", subject: null }
  const kept = await findNetworkAccount(db, person.id)
  const shown = shownAccount(token)
  const { before, written } = kept ?? { before: null, written: [] }
  const isMadeHere = kept?.isMadeHere ?? (await isAccountMadeHere(db, person.id, gateUserId))
  const history: AccountHistory = { isMadeHere, before: before ?? shown, written }
  const hasRole = roleOf(user, organizerRoles(context)) !== null || (await isOrganizer(context, person))
  const problem = hasRole ? "organizer_account" : hasEnded(token, history, clock()) ? "account_ended" : null
  if (!kept && problem) return { problem, subject: null }
  const account = kept ?? (await keepAccount(context, { person, gateUserId, username, isMadeHere }))
  return { problem, subject: { account, token, history } }
}

/** Whether GATE has ended the account, and not a pass of ours. */
function hasEnded(token: UserToken, history: AccountHistory, now: Date): boolean {
  const { expiration } = restoredAccess(shownAccount(token), history)
  return token.is_active === false || (expiration !== null && Date.parse(expiration) <= now.getTime())
}

type NewAccount = { person: PersonRow; gateUserId: string; username: string; isMadeHere: boolean }

async function keepAccount(
  { db, clock, keys }: AppContext,
  { person, gateUserId, username, isMadeHere }: NewAccount,
): Promise<NetworkAccountRow> {
  const password = isMadeHere ? sealPassword(keys.fields, newNetworkPassword(), gateUserId) : null
  const names = { personId: person.id, gateUserId, username }
  return insertNetworkAccount(db, {
    ...{ ...names, isMadeHere, provedAt: clock(), password, isPasswordDue: isMadeHere },
  })
}
