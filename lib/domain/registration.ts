/**
 * How far a registration got. `waitlisted`: asked for, and every place was taken. `offered`: a place is held until the
 * person claims it or the offer ends. `accepted` is a place of their own; everything from there to `finished` is ours to
 * finish. `cancelled`: the person gave the place back, or waits no longer. `removed`: the record was deleted in GATE, and
 * nobody recreates it.
 */
export const registrationSteps = [
  "waitlisted",
  "offered",
  "accepted",
  "user_created",
  "finished",
  "needs_attention",
  "cancelled",
  "removed",
] as const

export type RegistrationStep = (typeof registrationSteps)[number]

/** Whether one of the event's places is taken by a registration: what `event.taken` counts (decision 0059). */
export function holdsPlace({ step }: { step: RegistrationStep }): boolean {
  return step !== "waitlisted" && step !== "cancelled"
}

/** Whether somebody is on the waitlist: they have no place of their own, and GATE hears nothing of them. */
export function isWaiting({ step }: { step: RegistrationStep }): boolean {
  return step === "waitlisted" || step === "offered"
}

/** What somebody waits for who has no ticket; undefined for everybody else. */
export function waitsAt({ step }: { step: RegistrationStep }): "waitlisted" | "offered" | undefined {
  return step === "waitlisted" || step === "offered" ? step : undefined
}

/** Whether somebody only ever waited: what they gave up was no place, and cannot be given back to them. */
export function neverHadPlace({
  waitlistedAt,
  placedAt,
}: {
  waitlistedAt: Date | null
  placedAt: Date | null
}): boolean {
  return waitlistedAt !== null && placedAt === null
}

/** Whether the place is the person's own, with a ticket. */
export function hasTicket(registration: { step: RegistrationStep }): boolean {
  return holdsPlace(registration) && !isWaiting(registration)
}

/**
 * Why GATE has not been given everything yet, for organizers and the log: no personal data, no raw bodies beyond the
 * sentences GATE wrote for each field.
 */
export type DeliveryFailure = { kind: string; status?: number; fieldErrors?: Record<string, string[]> }

/** `DeliveryFailure.kind` of somebody an organizer added whose address has a GATE account and was not proved yet. */
export const unprovedAddress = "unproved_address"

/** `DeliveryFailure.kind` of somebody whose address has a GATE account that was switched off or has expired. */
export const accountEnded = "account_ended"

/**
 * What is known about one POST that must happen exactly once although GATE has no idempotency key.
 * `startedAt`: a POST was committed to and its outcome is not known. `notFound` counts look-ups that missed after the
 * settle time. `lookupDue`: GATE must be asked before the first POST.
 */
export type CreateAttempt = {
  startedAt: Date | null
  notFound: number
  notFoundAt: Date | null
  lookupDue: boolean
}

export type Person = {
  id: string
  email: string
  gateUsername: string
  gateUserId: string | null
  userAttempt: CreateAttempt
}

export type Journal = {
  id: string
  step: RegistrationStep
  gateExtraId: string | null
  extraAttempt: CreateAttempt
}

export type Effect =
  | { kind: "nothing" }
  | { kind: "wait"; until: Date }
  | { kind: "link_user" }
  | { kind: "find_user" }
  | { kind: "create_user" }
  | { kind: "find_extra" }
  | { kind: "create_extra" }
  | { kind: "update_extra"; extraId: string }

/** Two look-ups this far apart must miss before "not there" is believed (reliability G1). */
export const lookupGapMs = 2_000

const missesToBelieve = 2

type CreateDecision = { kind: "look_up" } | { kind: "create" } | { kind: "wait"; until: Date }

function decideCreate(attempt: CreateAttempt, now: Date): CreateDecision {
  if (attempt.startedAt === null) return attempt.lookupDue ? { kind: "look_up" } : { kind: "create" }
  if (attempt.notFound >= missesToBelieve) return { kind: "create" }
  const next = attempt.notFoundAt ? new Date(attempt.notFoundAt.getTime() + lookupGapMs) : now
  return now < next ? { kind: "wait", until: next } : { kind: "look_up" }
}

/** The whole state machine: what to do next for a registration, given what is known of it and of its person. */
export function nextEffect(journal: Journal, person: Person, now: Date): Effect {
  if (journal.step === "accepted") {
    if (person.gateUserId !== null) return { kind: "link_user" }
    const decision = decideCreate(person.userAttempt, now)
    if (decision.kind === "wait") return decision
    return { kind: decision.kind === "look_up" ? "find_user" : "create_user" }
  }
  if (journal.step === "user_created") {
    if (journal.gateExtraId !== null) return { kind: "update_extra", extraId: journal.gateExtraId }
    const decision = decideCreate(journal.extraAttempt, now)
    if (decision.kind === "wait") return decision
    return { kind: decision.kind === "look_up" ? "find_extra" : "create_extra" }
  }
  return { kind: "nothing" }
}

/** Whether somebody deleted the record in GATE, which ends the ticket. Who erased their own answers keeps theirs. */
export function isRemovedInGate({
  step,
  erasedAt,
}: {
  step: RegistrationStep
  erasedAt: Date | null
}): boolean {
  return step === "removed" && erasedAt === null
}

/** Whether nothing is left of somebody to let in or write to: their record was deleted in GATE, or purged with its event. */
export function isGone(registration: {
  step: RegistrationStep
  erasedAt: Date | null
  purgedAt: Date | null
}): boolean {
  return isRemovedInGate(registration) || registration.purgedAt !== null
}

/**
 * Whether calendars are to strike an event out for whoever has this registration: cancelled, deleted in GATE, or of an
 * event that is cancelled.
 */
export function isOff(
  registration: { step: RegistrationStep; erasedAt: Date | null },
  event: { cancelledAt: Date | null },
): boolean {
  return !hasTicket(registration) || isRemovedInGate(registration) || event.cancelledAt !== null
}

/** Where a registration that was given up goes on when it is wanted again: where GATE has got to, never further. */
export function resumableStep(
  registration: { gateExtraId: string | null; finishedAt: Date | null; erasedAt: Date | null },
  person: Pick<Person, "gateUserId">,
): RegistrationStep {
  const { gateExtraId, finishedAt, erasedAt } = registration
  if (erasedAt !== null) return "removed"
  if (gateExtraId !== null && finishedAt !== null) return "finished"
  return person.gateUserId === null ? "accepted" : "user_created"
}

export const freshAttempt: CreateAttempt = {
  startedAt: null,
  notFound: 0,
  notFoundAt: null,
  lookupDue: false,
}

/** A POST is about to be sent. */
export function begunAttempt(startedAt: Date): CreateAttempt {
  return { ...freshAttempt, startedAt }
}

/** Nobody knows whether GATE has it already. */
export const lookUpFirst: CreateAttempt = { ...freshAttempt, lookupDue: true }

/**
 * The attempt after a look-up that found nothing, and when to look again. A miss counts only once `settleMs` have
 * passed since the POST: a write may land after its connection dropped (reliability G1).
 */
export function afterMiss(
  attempt: CreateAttempt,
  now: Date,
  settleMs: number,
): { attempt: CreateAttempt; retryAt: Date } {
  if (attempt.startedAt === null) return { attempt: freshAttempt, retryAt: now }
  const settledAt = new Date(attempt.startedAt.getTime() + settleMs)
  if (now < settledAt) return { attempt, retryAt: settledAt }
  const notFound = attempt.notFound + 1
  const retryAt = notFound >= missesToBelieve ? now : new Date(now.getTime() + lookupGapMs)
  return { attempt: { ...attempt, notFound, notFoundAt: now }, retryAt }
}

/** Failures in a row that bad luck explains: three of ten calls failing make twelve once in two million. */
const quickAttempts = 12

/**
 * Milliseconds to wait before attempt number `attempts` + 1: 1 s doubling to 8 s, and 5 min after twelve failures in a row,
 * half of it jitter. A GATE that is away is spared by the circuit breaker, not by this: waits of minutes only made people
 * wait whose calls had failed by chance.
 */
export function backoffMs(attempts: number, random: () => number): number {
  const ceiling = attempts > quickAttempts ? 300_000 : Math.min(8_000, 1_000 * 2 ** attempts)
  return Math.round(ceiling * (0.5 + random() / 2))
}
