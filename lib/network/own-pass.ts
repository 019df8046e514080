import type { AppContext } from "@/lib/context"
import {
  findNetworkAccount,
  findNetworkPass,
  updateNetworkAccount,
  updateNetworkPass,
} from "@/lib/db/queries/network-passes"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import { newNetworkPassword, sealPassword } from "@/lib/delivery/network-password"
import { readNetworkUse } from "@/lib/delivery/network-use"
import { oweNetworkPass } from "@/lib/delivery/owe-network-pass"
import { isUuid } from "@/lib/domain/uuid"
import { type EventScope, requirePermission } from "@/lib/organizers/scope"
import { revealPassword } from "./pass-view"

/**
 * Makes a new password for the account a pass opens; GATE hears of it at once or later. By the person themselves, or by an
 * organizer (`context.actorId`). On an account that Gatehouse did not make only the person may do that. False when there is no account yet.
 */
export async function renewPassword(context: AppContext, registrationId: string): Promise<boolean> {
  const { db, clock, keys, actorId } = context
  const pass = isUuid(registrationId) ? await findNetworkPass(db, registrationId) : null
  const account = pass && (await findNetworkAccount(db, pass.personId))
  if (!pass || !account || (actorId !== undefined && !account.isMadeHere)) return false
  const password = sealPassword(keys.fields, newNetworkPassword(), account.gateUserId)
  await db.transaction(async (tx) => {
    await updateNetworkAccount(tx, pass.personId, { password, isPasswordDue: true })
    const at = clock()
    await appendRegistrationEvent(tx, registrationId, { name: "network.password_renewed", at, actorId })
    await oweNetworkPass(tx, context, pass.personId)
  })
  return true
}

/**
 * Makes a new password for an attendee who cannot read their ticket, to be told at the desk; null where Gatehouse did
 * not make the account.
 */
export async function handOverPassword(
  context: AppContext,
  scope: EventScope,
  registrationId: string,
): Promise<string | null> {
  requirePermission(scope, "check_in")
  const pass = isUuid(registrationId) ? await findNetworkPass(context.db, registrationId) : null
  if (pass?.eventId !== scope.event.id) return null
  const isRenewed = await renewPassword({ ...context, actorId: scope.personId }, registrationId)
  return isRenewed ? revealPassword(context, registrationId) : null
}

/** Notes that the person would like more time, for organizers to see; false when there is no pass, or they asked before. */
export async function askForTime({ db, clock }: AppContext, registrationId: string): Promise<boolean> {
  const pass = isUuid(registrationId) ? await findNetworkPass(db, registrationId) : null
  const now = clock()
  if (!pass || pass.timeAskedAt || pass.endedAt || now >= pass.closesAt) return false
  await db.transaction(async (tx) => {
    await updateNetworkPass(tx, registrationId, { timeAskedAt: now })
    await appendRegistrationEvent(tx, registrationId, { name: "network.time_asked", at: now })
  })
  return true
}

/** What was asked for less than this ago is shown as it is, and a GATE that did not answer is not waited for again. */
const freshMs = 30_000

/** A page that somebody waits for asks GATE no longer than this. */
const patienceMs = 1_500

/**
 * Brings up to date how an open pass is used, unless that was tried just now. False when nothing is new: GATE's silence
 * is no failure.
 */
export async function readUse(context: AppContext, registrationId: string): Promise<boolean> {
  const { db, clock } = context
  const pass = isUuid(registrationId) ? await findNetworkPass(db, registrationId) : null
  const now = clock()
  if (!pass?.deliveredAt || now < pass.opensAt || now >= pass.closesAt) return false
  const { readAt, readTriedAt } = pass
  const last = Math.max(readAt?.getTime() ?? 0, readTriedAt?.getTime() ?? 0)
  if (now.getTime() - last < freshMs) return false
  await updateNetworkPass(db, registrationId, { readTriedAt: now })
  return readNetworkUse(context, pass.personId, { signal: AbortSignal.timeout(patienceMs) })
}
