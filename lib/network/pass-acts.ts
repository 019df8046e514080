import type { AppContext } from "@/lib/context"
import type { Transaction } from "@/lib/db/database"
import {
  addPassSeconds,
  findNetworkPass,
  findNetworkRule,
  lockNetworkPass,
  type NetworkPassRow,
  updateNetworkPass,
} from "@/lib/db/queries/network-passes"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import { oweNetworkPass } from "@/lib/delivery/owe-network-pass"
import type { TrailName } from "@/lib/domain/trail"
import { isUuid } from "@/lib/domain/uuid"
import { type EventScope, requirePermission } from "@/lib/organizers/scope"

/**
 * What became of an act on one pass. `none`: there is no pass. `already`: it was ended before. `over`: its time is up,
 * so nothing can be given any more.
 */
export type PassActOutcome = "done" | "none" | "already" | "over"

/** What one press of a button adds. */
export const bulkSeconds = 30 * 60

/** Organizers add at most a day at a time; less than a second is nothing. */
const mostSecondsAtOnce = 24 * 60 * 60

type Act = {
  name: TrailName
  detail?: Record<string, number>
  /** Why it cannot be done, or null. */
  refuse: (pass: NetworkPassRow, now: Date) => PassActOutcome | null
  write: (tx: Transaction, pass: NetworkPassRow, now: Date) => Promise<unknown>
}

/** Act, audit entry and what GATE is owed, in the caller's transaction. */
async function actWithin(
  tx: Transaction,
  context: AppContext,
  registrationId: string,
  { name, detail = {}, refuse, write }: Act,
): Promise<PassActOutcome> {
  const pass = await lockNetworkPass(tx, registrationId)
  if (!pass) return "none"
  const now = context.clock()
  const refusal = refuse(pass, now)
  if (refusal) return refusal
  await write(tx, pass, now)
  const { actorId } = context
  await appendRegistrationEvent(tx, registrationId, { name, at: now, detail, actorId })
  await oweNetworkPass(tx, context, pass.personId)
  return "done"
}

const isOver = ({ closesAt }: NetworkPassRow, now: Date) => now >= closesAt

/** @throws RangeError for seconds that are none, or more than a day */
function addTimeAct(seconds: number): Act {
  if (!Number.isSafeInteger(seconds) || seconds < 1 || seconds > mostSecondsAtOnce)
    throw new RangeError(`${seconds} seconds cannot be added`)
  return {
    name: "network.time_added",
    detail: { seconds },
    refuse: (pass, now) => (isOver(pass, now) ? "over" : pass.endedAt ? "already" : null),
    write: (tx, { registrationId }) => addPassSeconds(tx, registrationId, seconds),
  }
}

const endAct = (actorId: string | undefined): Act => ({
  name: "network.ended",
  refuse: (pass, now) => (pass.endedAt ? "already" : isOver(pass, now) ? "over" : null),
  write: (tx, { registrationId }, now) =>
    updateNetworkPass(tx, registrationId, { endedAt: now, endedBy: actorId ?? null, timeAskedAt: null }),
})

/** What is missing of the rule's balance is added: a pass that was ended gets back what it still had. */
const giveAgainAct: Act = {
  name: "network.given_again",
  refuse: (pass, now) => (isOver(pass, now) ? "over" : null),
  write: async (tx, { registrationId, eventId, secondsLeft }) => {
    const balance = (await findNetworkRule(tx, eventId))?.timeBalanceSeconds ?? 0
    await addPassSeconds(tx, registrationId, balance - Math.min(balance, secondsLeft ?? balance))
    // Pressed twice, the second finds nothing missing.
    const full = secondsLeft === null ? null : Math.max(balance, secondsLeft)
    await updateNetworkPass(tx, registrationId, { endedAt: null, endedBy: null, secondsLeft: full })
  },
}

/** Adds time to one pass within the caller's transaction; `context.actorId` is the organizer. */
export function addTimeWithin(tx: Transaction, context: AppContext, registrationId: string, seconds: number) {
  return actWithin(tx, context, registrationId, addTimeAct(seconds))
}

/** Ends one pass within the caller's transaction. */
export function endPassWithin(tx: Transaction, context: AppContext, registrationId: string) {
  return actWithin(tx, context, registrationId, endAct(context.actorId))
}

/** Gives one pass anew, with the rule's whole balance, within the caller's transaction. */
export function giveAgainWithin(tx: Transaction, context: AppContext, registrationId: string) {
  return actWithin(tx, context, registrationId, giveAgainAct)
}

/** The pass of an attendee of this event; of every other one it is none. */
async function act(
  context: AppContext,
  scope: EventScope,
  registrationId: string,
  work: (tx: Transaction, acting: AppContext) => Promise<PassActOutcome>,
): Promise<PassActOutcome> {
  requirePermission(scope, "check_in")
  const pass = isUuid(registrationId) ? await findNetworkPass(context.db, registrationId) : null
  if (pass?.eventId !== scope.event.id) return "none"
  return context.db.transaction((tx) => work(tx, { ...context, actorId: scope.personId }))
}

/** Adds seconds to an attendee's balance. On an unlimited pass they count once the rule has a balance. */
export function addTime(context: AppContext, scope: EventScope, registrationId: string, seconds: number) {
  return act(context, scope, registrationId, (tx, acting) =>
    addTimeWithin(tx, acting, registrationId, seconds),
  )
}

/** Takes an attendee's pass back before its time. */
export function endPass(context: AppContext, scope: EventScope, registrationId: string) {
  return act(context, scope, registrationId, (tx, acting) => endPassWithin(tx, acting, registrationId))
}

/** Gives an attendee's pass again: after it was ended, spent, or refused by GATE. */
export function giveAgain(context: AppContext, scope: EventScope, registrationId: string) {
  return act(context, scope, registrationId, (tx, acting) => giveAgainWithin(tx, acting, registrationId))
}
