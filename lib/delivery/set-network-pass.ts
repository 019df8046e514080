import type { Transaction } from "@/lib/db/database"
import { absorbTasks, updateClaimedTask } from "@/lib/db/queries/gate-tasks"
import {
  deleteNetworkAccount,
  findNetworkAccount,
  listPassHoldings,
  type NetworkAccountRow,
  type PassHolding,
  type PassOutcome,
  settlePassword,
  updateNetworkAccount,
  writeNetworkPass,
} from "@/lib/db/queries/network-passes"
import { findPerson } from "@/lib/db/queries/people"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import {
  type AccountAccess,
  accessFor,
  closedBalance,
  hasHappened,
  isOpen,
  type LivePass,
  networkState,
  nextTopUp,
  nextTurn,
  openAccess,
  passWindow,
  restoredAccess,
  type TopUp,
} from "@/lib/domain/network-pass"
import type { DeliveryFailure } from "@/lib/domain/registration"
import type { UserToken, UserTokenPatch } from "@/lib/gate/contract/user-token"
import { isGateError } from "@/lib/gate/errors"
import { type NetworkSubject, readNetworkAccount } from "./network-account"
import { unsealPassword } from "./network-password"
import { accountPatch, shownAccount } from "./network-patch"
import { livePass } from "./network-plan"
import { shownUse } from "./network-use"
import { type ComeBack, finishTask, isFinal, retryTime, type TaskWork, updateTask } from "./task-work"
import { describeFailure, LeaseLost } from "./work"

/** How often GATE is asked how an open pass is used, unless somebody looks. */
const useEveryMs = 15 * 60_000

/** What a person's passes come to right now. */
type Plan = {
  now: Date
  holdings: PassHolding[]
  live: LivePass[]
  /** Those of the live ones that open the network now; none while there is a problem. */
  open: LivePass[]
  problem: DeliveryFailure | null
}

function planOf(holdings: PassHolding[], now: Date): Plan {
  const live = holdings.flatMap((holding) => livePass(holding, now) ?? [])
  return { now, holdings, live, open: live.filter((pass) => isOpen(pass, now)), problem: null }
}

/** Writes together with the task, only while it is held. @throws LeaseLost */
async function writeHeld({ context, task }: TaskWork, write: (tx: Transaction) => Promise<void>) {
  await context.db.transaction(async (tx) => {
    if (!(await updateClaimedTask(tx, task.id, context.owner, {}))) throw new LeaseLost()
    await write(tx)
  })
}

const isAmong = (passes: LivePass[], { registration }: PassHolding) =>
  passes.some(({ registrationId }) => registrationId === registration.id)

const isErased = ({ erasedAt, purgedAt }: PassHolding["registration"]) =>
  erasedAt !== null || purgedAt !== null

const unused = { problem: null, firstLogin: null, lastLogin: null, secondsLeft: null, readAt: null }

/** What the row of one pass says once `changed` has come of it. */
function passAfter(holding: PassHolding, { now, live }: Plan, changed: Partial<PassOutcome>) {
  const { registration, event, rule, pass } = holding
  const isLive = isAmong(live, holding)
  const blank: PassOutcome = { grantedSeconds: 0, deliveredAt: null, ...unused }
  const outcome: PassOutcome = {
    ...blank,
    ...pass,
    // What is taken back must be delivered again.
    ...(isLive ? {} : { deliveredAt: null, problem: null }),
    ...changed,
    // When somebody was online is erased with what they answered.
    ...(isErased(registration) ? unused : {}),
  }
  const { grantedSeconds, deliveredAt, problem, firstLogin, lastLogin, secondsLeft, readAt } = outcome
  const { opensAt, closesAt } = rule ? passWindow(rule, event) : (pass ?? { opensAt: now, closesAt: now })
  const { profiles, serviceClass } = rule ? accessFor(rule, registration.answers) : (pass ?? noAccess)
  const givenAt = pass?.givenAt ?? (isLive ? now : null)
  const known = { ...outcome, givenAt, endedAt: pass?.endedAt ?? null }
  return {
    ...{ givenAt, opensAt, closesAt, profiles, serviceClass, grantedSeconds, deliveredAt, problem },
    ...{ firstLogin, lastLogin, secondsLeft, readAt },
    state: networkState(known, { opensAt, closesAt }, { isLive, now }),
  }
}

const noAccess = { profiles: [], serviceClass: null }

type Changes = (holding: PassHolding) => Partial<PassOutcome>

async function keepPasses(tx: Transaction, plan: Plan, changed: Changes = () => ({})): Promise<void> {
  for (const holding of plan.holdings) {
    if (!holding.pass && !isAmong(plan.live, holding)) continue
    await writeNetworkPass(tx, holding.registration, passAfter(holding, plan, changed(holding)))
  }
}

/** Why the live passes do not open, for organizers. */
async function keepProblem(work: TaskWork, plan: Plan, problem: DeliveryFailure): Promise<void> {
  const live = plan.holdings.filter((holding) => isAmong(plan.live, holding))
  await writeHeld(work, async (tx) => {
    await keepPasses(tx, plan, (holding) => (live.includes(holding) ? { problem, deliveredAt: null } : {}))
    for (const { registration, pass } of live) {
      if (pass?.problem?.kind === problem.kind) continue
      const detail = { kind: problem.kind, fields: Object.keys(problem.fieldErrors ?? {}) }
      await appendRegistrationEvent(tx, registration.id, { name: "network.refused", at: plan.now, detail })
    }
  })
}

/** Nothing is to be told before the next opening or closing; without one the task is done. */
async function rest(work: TaskWork, { live, open, now }: Plan): Promise<ComeBack> {
  const turn = nextTurn(live, now)
  if (turn === null) return finishTask(work)
  const look = new Date(now.getTime() + useEveryMs)
  await updateTask(work, { attempts: 0, lastFailure: null })
  return open.length > 0 && look < turn ? look : turn
}

/** Whether GATE shows what it should without being asked: nothing is open, closing, or on its way. */
function isAtRest(account: NetworkAccountRow | null, { live, open }: Plan): boolean {
  if (account === null) return live.length === 0
  return (
    open.length === 0 && account.before === null && !account.isPasswordDue && account.writeStartedAt === null
  )
}

/** Once nothing of theirs is kept any more, neither is the password. */
async function forgetIfErased(work: TaskWork, { holdings, live }: Plan): Promise<void> {
  if (live.length > 0 || holdings.length === 0) return
  if (!holdings.every(({ registration }) => isErased(registration))) return
  await writeHeld(work, (tx) => deleteNetworkAccount(tx, work.task.personId))
}

/**
 * Brings a person's GATE account in line with all their network passes: reads it, and PATCHes what differs. GATE has no time of
 * opening, so the task comes back by itself when a pass opens or closes; after the last one the account is what it was
 * before.
 */
export async function setNetworkPass(work: TaskWork): Promise<ComeBack> {
  const { context, task } = work
  const { db, clock } = context
  await absorbTasks(db, task)
  const person = await findPerson(db, task.personId)
  const plan = planOf(await listPassHoldings(db, task.personId), clock())
  await writeHeld(work, (tx) => keepPasses(tx, plan))
  const account = await findNetworkAccount(db, task.personId)
  if (!person?.gateUserId || isAtRest(account, plan)) {
    await forgetIfErased(work, plan)
    return rest(work, plan)
  }
  // A PATCH that may still land holds back the next one (reliability G1).
  const landed = account?.writeStartedAt && new Date(account.writeStartedAt.getTime() + context.settleMs)
  if (landed && plan.now < landed) return landed
  const { problem, subject } = await readNetworkAccount(context, person, person.gateUserId)
  if (problem) await keepProblem(work, plan, { kind: problem })
  if (!subject) {
    // What was written to an account that is gone is nobody's to put back; another one under its id may give way again.
    const isToPutBack = problem === "accounts_differ" && account?.before
    if (!isToPutBack) await writeHeld(work, (tx) => deleteNetworkAccount(tx, task.personId))
    return rest(work, { ...plan, open: [] })
  }
  if (account?.writeStartedAt) return settle(work, plan, subject)
  return bringInLine(work, problem ? { ...plan, open: [], problem: { kind: problem } } : plan, subject)
}

/** Finds out by reading what came of a PATCH whose outcome is unknown, now that it cannot land any more. */
async function settle(work: TaskWork, plan: Plan, { account, token }: NetworkSubject): Promise<ComeBack> {
  const { topUp } = account
  const granted = topUp && hasHappened(topUp, shownAccount(token).userTime, plan.now) ? topUp.granted : {}
  await writeHeld(work, async (tx) => {
    await keepPasses(tx, plan, grantedBy(granted))
    await updateNetworkAccount(tx, work.task.personId, { topUp: null, writeStartedAt: null })
  })
  return plan.now
}

function grantedBy(granted: TopUp["granted"]): Changes {
  return ({ registration }) => {
    const grantedSeconds = granted[registration.id]
    return grantedSeconds === undefined ? {} : { grantedSeconds }
  }
}

/** What GATE should show of the account, and the top-up that is part of it. */
type Wanted = { access: AccountAccess; userTime: number | null; topUp: TopUp | null }

function wantedOf({ open, now }: Plan, { account, token, history }: NetworkSubject): Wanted {
  const shown = shownAccount(token)
  if (open.length > 0) {
    const topUp = nextTopUp(open, shown, history, now)
    const access = openAccess(open, shown, history)
    return { access, topUp, userTime: topUp ? topUp.target : shown.userTime }
  }
  if (account.before === null) return { access: shown, userTime: shown.userTime, topUp: null }
  return {
    access: restoredAccess(shown, history),
    userTime: closedBalance(shown.userTime, history),
    topUp: null,
  }
}

async function bringInLine(work: TaskWork, plan: Plan, subject: NetworkSubject): Promise<ComeBack> {
  const { context } = work
  const { account, token } = subject
  const wanted = wantedOf(plan, subject)
  const password = account.isPasswordDue && !plan.problem ? account.password : null
  const clear = password && unsealPassword(context.keys.fields, password, account.gateUserId)
  const patch = {
    ...accountPatch(shownAccount(token), { ...wanted.access, userTime: wanted.userTime }),
    ...(clear ? { password: clear } : {}),
  }
  if (Object.keys(patch).length === 0) return deliver(work, plan, subject, wanted)
  const answer = await write(work, plan, subject, wanted, patch)
  if (answer === null) return rest(work, plan)
  if (password && clear) await settlePassword(context.db, work.task.personId, password)
  const left = accountPatch(shownAccount(answer), { ...wanted.access, userTime: wanted.userTime })
  // The balance of a session that runs is less a second later.
  delete left.user_time
  if (Object.keys(left).length > 0) {
    context.log.warn({ task: work.task.id, fields: Object.keys(left) }, "GATE did not keep a network pass")
    return retryTime(work)
  }
  return deliver(work, plan, subject, wanted)
}

/**
 * One PATCH, committed to before it is sent. Null: GATE refused it, and organizers read why.
 * @throws GateError when the outcome is unknown, or GATE could not take it now
 */
async function write(
  work: TaskWork,
  plan: Plan,
  { account, history }: NetworkSubject,
  { access, topUp }: Wanted,
  patch: UserTokenPatch,
): Promise<UserToken | null> {
  const { context, task } = work
  const { personId } = task
  await writeHeld(work, (tx) =>
    updateNetworkAccount(tx, personId, {
      ...{ topUp, writeStartedAt: context.clock() },
      ...(plan.open.length > 0 ? { before: history.before, written: [...history.written, access] } : {}),
    }),
  )
  try {
    return await context.gate.userTokens.patch(account.gateUserId, patch)
  } catch (error) {
    if (!isGateError(error) || error.outcome === "unknown") throw error
    const { before, written } = account
    await writeHeld(work, (tx) =>
      updateNetworkAccount(tx, personId, { topUp: null, writeStartedAt: null, before, written }),
    )
    // An account that cannot be closed is tried again until somebody has looked.
    if (!isFinal(error) || plan.open.length === 0) throw error
    context.log.warn({ task: task.id, fields: Object.keys(error.fieldErrors) }, "GATE refused a network pass")
    await keepProblem(work, plan, describeFailure(error))
    return null
  }
}

/** What somebody still had of what they were given comes back with the pass, when it is given again. */
function unspent({ holdings }: Plan, left: number): TopUp["granted"] {
  let rest = left
  const granted: TopUp["granted"] = {}
  for (const { registration, pass } of holdings) {
    const back = Math.min(rest, pass?.grantedSeconds ?? 0)
    if (back > 0) granted[registration.id] = (pass?.grantedSeconds ?? 0) - back
    rest -= back
  }
  return granted
}

/** GATE shows what it should: keeps that, how the account is used, and what the trail says of it. */
async function deliver(
  work: TaskWork,
  plan: Plan,
  { account, token }: NetworkSubject,
  { access, topUp }: Wanted,
): Promise<ComeBack> {
  const { personId } = work.task
  const { live, open, now, problem } = plan
  const isClosing = open.length === 0 && account.before !== null
  const before = shownUse(token, now)
  const use = { ...before, secondsLeft: topUp ? topUp.target : before.secondsLeft }
  // What the account had of its own is no part of a pass.
  const left = Math.max(0, (before.secondsLeft ?? 0) - (account.before?.userTime ?? 0))
  const granted = grantedBy(isClosing ? unspent(plan, left) : (topUp?.granted ?? {}))
  await writeHeld(work, async (tx) => {
    await updateNetworkAccount(tx, personId, {
      ...{ topUp: null, writeStartedAt: null },
      ...(open.length > 0 ? { written: [access] } : { before: null, written: [] }),
    })
    await keepPasses(tx, plan, (holding) => {
      const { deliveredAt = null } = holding.pass ?? {}
      const changes = { ...granted(holding), problem: isAmong(live, holding) ? problem : null }
      if (isAmong(open, holding)) return { ...changes, ...use, deliveredAt: deliveredAt ?? now }
      return { ...changes, ...(deliveredAt ? before : {}), deliveredAt: null }
    })
    for (const holding of plan.holdings) {
      const wasOpen = Boolean(holding.pass?.deliveredAt)
      const isNowOpen = isAmong(open, holding)
      if (wasOpen === isNowOpen) continue
      const name = isNowOpen ? "network.opened" : "network.closed"
      await appendRegistrationEvent(tx, holding.registration.id, { name, at: now })
    }
  })
  await forgetIfErased(work, plan)
  return rest(work, plan)
}
