import type { Event } from "./event"
import type { DeliveryFailure, RegistrationStep } from "./registration"

/**
 * A network pass as the list filters by it. `none`: not given. `waiting`: given, and GATE does not let it in yet. `ready`: it opens the
 * network. `used`: somebody has logged in with it. `over`: its time is up, spent, or was ended. `needs_attention`: GATE
 * refused it, or a machine must not decide.
 */
export const networkStates = ["none", "waiting", "ready", "used", "over", "needs_attention"] as const
export type NetworkState = (typeof networkStates)[number]

/** Whether a pass opens the network, or will. */
export function isUsable(state: NetworkState): boolean {
  return state === "waiting" || state === "ready" || state === "used"
}

/** Seconds in whole minutes: one that has begun counts. */
export function wholeMinutes(seconds: number): number {
  return Math.ceil(seconds / 60)
}

/** When somebody is given a pass: once registered, checked in, or with every question answered. */
export const givenAtMoments = ["registration", "check_in", "complete"] as const
export type GivenAt = (typeof givenAtMoments)[number]

/** What a network lets somebody do: AAA profiles by their short names, and a service class. */
export type NetworkAccess = { profiles: string[]; serviceClass: string | null }

/** Access of its own for whoever chose this option. */
export type NetworkTier = NetworkAccess & { question: string; option: string }

/** What an event's organizers decided about its network pass. */
export type NetworkRule = NetworkAccess & {
  opensBeforeMinutes: number
  closesAfterMinutes: number
  /** Null: unlimited. */
  timeBalanceSeconds: number | null
  networkName: string
  portalUrl: string | null
  /** The first that fits wins. */
  tiers: NetworkTier[]
  givenAt: GivenAt
}

/** From when to when a pass opens the network. */
export type PassWindow = { opensAt: Date; closesAt: Date }

const minuteMs = 60_000

export function passWindow(
  rule: Pick<NetworkRule, "opensBeforeMinutes" | "closesAfterMinutes">,
  { doorsAt, startsAt, endsAt }: Pick<Event, "doorsAt" | "startsAt" | "endsAt">,
): PassWindow {
  const opening = doorsAt ?? startsAt
  return {
    opensAt: new Date(opening.getTime() - rule.opensBeforeMinutes * minuteMs),
    closesAt: new Date(endsAt.getTime() + rule.closesAfterMinutes * minuteMs),
  }
}

/** What the answers give: an option of a multiple choice counts wherever it stands among the others. */
export function accessFor(rule: NetworkRule, answers: Record<string, string>): NetworkAccess {
  const tier = rule.tiers.find(({ question, option }) =>
    (answers[question] ?? "").split(",").includes(option),
  )
  const { profiles, serviceClass } = tier ?? rule
  return { profiles, serviceClass }
}

/** What of a registration decides about its pass. */
export type PassHolder = {
  step: RegistrationStep
  checkedInAt: Date | null
  erasedAt: Date | null
  purgedAt: Date | null
  /** Percent of the questions that are answered. */
  completion: number
}

/** What somebody must do first, or null when nothing is missing. A profile that was complete once is not asked again. */
export function missingFor(
  { givenAt }: Pick<NetworkRule, "givenAt">,
  { checkedInAt, completion }: Pick<PassHolder, "checkedInAt" | "completion">,
  wasGiven: boolean,
): "check_in" | "complete" | null {
  if (givenAt === "check_in" && checkedInAt === null) return "check_in"
  return givenAt === "complete" && completion < 100 && !wasGiven ? "complete" : null
}

/** Whether a pass can belong to somebody's place. */
export function mayHavePass({ step, erasedAt, purgedAt }: PassHolder): boolean {
  return step === "finished" && erasedAt === null && purgedAt === null
}

/** A pass that somebody was given and nobody has ended. */
export type LivePass = NetworkAccess &
  PassWindow & {
    registrationId: string
    ticketCode: string
    /** Seconds in all, with those that organizers added; null: unlimited. */
    seconds: number | null
    /** How many of them GATE was told of. */
    grantedSeconds: number
  }

export function isOpen({ opensAt, closesAt }: PassWindow, now: Date): boolean {
  return opensAt <= now && now < closesAt
}

/** When the next pass opens or closes, or null when nothing will. */
export function nextTurn(passes: PassWindow[], now: Date): Date | null {
  const turns = passes.flatMap(({ opensAt, closesAt }) => [opensAt, closesAt]).filter((at) => at > now)
  return turns.length === 0 ? null : new Date(Math.min(...turns.map((at) => at.getTime())))
}

/** What of a GATE account a pass may change (contract §6). */
export type AccountAccess = {
  profile: string[]
  klass: string | null
  /** ISO 8601 */
  expiration: string | null
  externalId: string | null
}

/** An account as GATE shows it, with its balance in seconds; null: unlimited. */
export type ShownAccount = AccountAccess & { userTime: number | null }

/** What Gatehouse knows of an account it opens. */
export type AccountHistory = {
  /** Gatehouse made it, so that nothing but its passes needs it. */
  isMadeHere: boolean
  /** As GATE showed it before the first write of this opening. */
  before: ShownAccount
  /** What was written since, as far as GATE may still show it. */
  written: AccountAccess[]
}

/** Whether two instants are the same, however they are written. */
export function isSameTime(one: string | null, other: string | null): boolean {
  return one === other || (one !== null && other !== null && Date.parse(one) === Date.parse(other))
}

/** A field as it would be without Gatehouse: as it was before, unless somebody else has changed it since. */
function withoutUs<Value>(
  shown: Value,
  before: Value,
  written: Value[],
  isSame: (one: Value, other: Value) => boolean = (one, other) => one === other,
): Value {
  return written.some((value) => isSame(value, shown)) ? before : shown
}

/** The account as it would be without any pass; what others changed in GATE meanwhile stays. */
export function restoredAccess(shown: AccountAccess, { before, written }: AccountHistory): AccountAccess {
  const ours = new Set(written.flatMap(({ profile }) => profile))
  const values = <Key extends "klass" | "expiration" | "externalId">(key: Key) =>
    written.map((access) => access[key])
  return {
    profile: shown.profile.filter((name) => !ours.has(name) || before.profile.includes(name)),
    klass: withoutUs(shown.klass, before.klass, values("klass")),
    expiration: withoutUs(shown.expiration, before.expiration, values("expiration"), isSameTime),
    externalId: withoutUs(shown.externalId, before.externalId, values("externalId")),
  }
}

/** The later of two ends; null never ends. */
function laterEnd(one: string | null, other: string): string | null {
  return one === null || Date.parse(one) >= Date.parse(other) ? one : other
}

/**
 * The account as the open passes want it: all their profiles, the latest end, and the ticket of the pass that closes last. An
 * account that Gatehouse did not make keeps its class, its reference and an end that is later.
 */
export function openAccess(open: LivePass[], shown: AccountAccess, history: AccountHistory): AccountAccess {
  const rest = restoredAccess(shown, history)
  const [last] = [...open].sort((one, other) => other.closesAt.getTime() - one.closesAt.getTime())
  if (!last) return rest
  const { isMadeHere } = history
  const serviceClass = open.find((pass) => pass.serviceClass !== null)?.serviceClass ?? null
  const end = last.closesAt.toISOString()
  return {
    profile: [...new Set([...rest.profile, ...open.flatMap(({ profiles }) => profiles)])],
    klass: isMadeHere ? (serviceClass ?? rest.klass) : rest.klass || serviceClass,
    expiration: isMadeHere ? end : laterEnd(rest.expiration, end),
    externalId: isMadeHere ? last.ticketCode : rest.externalId || last.ticketCode,
  }
}

/** A top-up that was decided, kept before it is written: from `base` to `target`, and whose pass it is for. */
export type TopUp = {
  base: number | null
  target: number | null
  /** ISO 8601 */
  startedAt: string
  /** `grantedSeconds` of each pass once it has happened, by registration. */
  granted: Record<string, number>
}

/** What the open passes still add to the balance, or null when they add nothing. */
export function nextTopUp(
  open: LivePass[],
  shown: Pick<ShownAccount, "userTime">,
  { isMadeHere, before }: Pick<AccountHistory, "isMadeHere" | "before">,
  now: Date,
): TopUp | null {
  const base = shown.userTime
  const startedAt = now.toISOString()
  if (open.length === 0) return null
  if (open.some(({ seconds }) => seconds === null)) {
    return base === null ? null : { base, target: null, startedAt, granted: {} }
  }
  const granted = Object.fromEntries(open.map((pass) => [pass.registrationId, pass.seconds ?? 0]))
  const more = open.reduce(
    (sum, { seconds, grantedSeconds }) => sum + Math.max(0, (seconds ?? 0) - grantedSeconds),
    0,
  )
  // Unlimited before us: what is more than that is nothing.
  if (base === null && !isMadeHere && before.userTime === null) return null
  if (base !== null && more === 0) return null
  return { base, target: (base ?? before.userTime ?? 0) + more, startedAt, granted }
}

/** The balance after the last pass: never more than there was before, and nothing on an account that Gatehouse made. */
export function closedBalance(
  shown: number | null,
  { isMadeHere, before }: Pick<AccountHistory, "isMadeHere" | "before">,
): number | null {
  if (before.userTime === null) return isMadeHere ? 0 : null
  return shown === null ? before.userTime : Math.min(shown, before.userTime)
}

/**
 * Whether a top-up of unknown outcome has happened, from the balance of now, once it cannot land any more. GATE only counts
 * down, a second a second: more than before says yes, as much as before no, and less says no as long as the time that has
 * passed cannot explain it. Where it can, it counts as done: nothing is ever added twice.
 */
export function hasHappened(topUp: TopUp, userTime: number | null, now: Date): boolean {
  const { base, target, startedAt } = topUp
  if (target === null) return userTime === null
  if (base === null || userTime === null) return userTime !== base
  if (userTime >= base) return userTime > base
  return target - userTime <= (now.getTime() - Date.parse(startedAt)) / 1_000
}

/** What GATE last showed of how a pass is used. */
export type PassUse = {
  firstLogin: Date | null
  lastLogin: Date | null
  /** Null: unlimited, or never read. */
  secondsLeft: number | null
  readAt: Date | null
}

export type PassRow = PassUse & {
  givenAt: Date | null
  endedAt: Date | null
  deliveredAt: Date | null
  problem: DeliveryFailure | null
}

/** How a pass stands at `now`. A login counts when it was made since the pass opened. */
export function networkState(
  pass: PassRow,
  window: PassWindow,
  { isLive, now }: { isLive: boolean; now: Date },
): NetworkState {
  if (pass.endedAt !== null || (pass.givenAt !== null && now >= window.closesAt)) return "over"
  if (!isLive) return pass.givenAt === null ? "none" : "over"
  if (pass.problem !== null) return "needs_attention"
  if (pass.deliveredAt === null || now < window.opensAt) return "waiting"
  if (pass.secondsLeft !== null && pass.secondsLeft <= 0) return "over"
  return pass.lastLogin !== null && pass.lastLogin >= window.opensAt ? "used" : "ready"
}

/** `DeliveryFailure.kind` of a pass that a machine must not give, beside what GATE itself refuses. */
export const networkProblems = [
  "organizer_account",
  "account_ended",
  "account_missing",
  "accounts_differ",
] as const

/** A pass as a ticket and an attendee's page show it. */
export type NetworkPassView = {
  state: NetworkState
  networkName: string
  portalUrl: string | null
  opensAt: Date
  closesAt: Date
  /** What the person must do before it is given; null: nothing. */
  missing: "check_in" | "complete" | null
  /** Null until GATE has the account. */
  username: string | null
  /** Whether Gatehouse made the account, and so its password. */
  isMadeHere: boolean
  /** GATE has not taken the newest password yet. */
  isPasswordDue: boolean
  /** What was granted in all, and what GATE showed to be left of it; null: unlimited, or never read. */
  secondsGranted: number | null
  secondsLeft: number | null
  firstLogin: Date | null
  lastLogin: Date | null
  readAt: Date | null
  timeAskedAt: Date | null
  /** An organizer ended it. */
  isEnded: boolean
  /** Why it needs attention, with GATE's own words by field. */
  problem: DeliveryFailure | null
}
