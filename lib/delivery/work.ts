import type { AppContext } from "@/lib/context"
import type { GateAccountChange, PersonRow } from "@/lib/db/queries/people"
import { type JournalChange, type LetGo, recordClaimed } from "@/lib/db/queries/registration-claims"
import type { RegistrationEvent, RegistrationRow } from "@/lib/db/queries/registrations"
import type { EventWithQuestions } from "@/lib/domain/event"
import { backoffMs, type DeliveryFailure } from "@/lib/domain/registration"
import { type GateError, isGateError, isHeldBack } from "@/lib/gate/errors"

/** One registration in the hands of this process; `record` keeps it up to date. */
export type Work = {
  context: AppContext
  registration: RegistrationRow
  person: PersonRow
  event: EventWithQuestions
}

/**
 * After one effect: take the next one now, or let go and come back at `at`; `isEarly`: nothing failed, there is only time to
 * pass. `finished`: the last effect's record has let go already.
 */
export type Progress =
  | { kind: "go_on" }
  | { kind: "come_back"; at: Date; isEarly?: boolean }
  | { kind: "finished" }

export const goOn: Progress = { kind: "go_on" }

/** It is too early for the next effect. */
export function waitUntil(at: Date): Progress {
  return { kind: "come_back", at, isEarly: true }
}

/** The lease ended while a call was under way, and others may have taken over; what this claim learned is dropped. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost"
}

export type Change = {
  journal?: JournalChange
  account?: GateAccountChange
  events?: Omit<RegistrationEvent, "at">[]
  /** Nothing is left to do. */
  letGo?: LetGo
}

/**
 * Writes what an effect changed in one short transaction, only while the lease holds, and renews it. No call to GATE is ever made
 * inside it (architecture §6). `work` knows afterwards what was written, and what others wrote meanwhile.
 * @throws LeaseLost
 */
export async function record(work: Work, change: Change): Promise<void> {
  const { context, registration, person } = work
  const at = context.clock()
  // The failures before an account or a record was there say nothing about what comes next.
  const isProgress = change.journal?.step === "user_created" || Boolean(change.journal?.gateExtraId)
  const attempts = isProgress ? { attempts: 1 } : {}
  const journal = { ...change.journal, ...attempts }
  const events = (change.events ?? []).map((event) => ({ ...event, at }))
  const written = await context.db.transaction(async (tx) => {
    const { account, letGo } = change
    const row = await recordClaimed(tx, registration, context.owner, { journal, account, letGo, events })
    if (!row) throw new LeaseLost()
    return { registration: row.registration, person: row.person ?? person }
  })
  Object.assign(work, written)
}

export function describeFailure(error: GateError): DeliveryFailure {
  const failure: DeliveryFailure = { kind: error.kind }
  if (error.status !== undefined) failure.status = error.status
  if (Object.keys(error.fieldErrors).length > 0) failure.fieldErrors = error.fieldErrors
  return failure
}

/** Milliseconds until the next try: what GATE asked for, with up to a fifth more, else by backoff (reliability R5). */
export function retryDelayMs(error: GateError | null, attempts: number, random: () => number): number {
  const asked = error?.retryAfterMs
  return asked === undefined ? backoffMs(attempts, random) : asked * (1 + random() / 5)
}

export function retryAt(
  { context, registration }: Pick<Work, "context" | "registration">,
  error: GateError,
): Date {
  return new Date(context.clock().getTime() + retryDelayMs(error, registration.attempts, context.random))
}

/** A machine must not decide this one: organizers read GATE's messages, the person keeps the place. */
export async function needsAttention(work: Work, failure: DeliveryFailure): Promise<Progress> {
  const fields = Object.keys(failure.fieldErrors ?? {})
  await record(work, {
    journal: { step: "needs_attention", lastFailure: failure },
    events: [{ name: "registration.needs_attention", detail: { kind: failure.kind, fields } }],
  })
  work.context.log.warn(
    { registration: work.registration.id, kind: failure.kind, fields },
    "GATE refused a registration",
  )
  return goOn
}

/** What an operator should look at, or null when waiting is all there is to do. A body cut short may be whole next time. */
function operatorAdvice({ kind, reason }: GateError): string | null {
  if (kind === "auth" || kind === "forbidden") {
    return "GATE refuses this site: check GATE_API_TOKEN and GATE_BASE_URL"
  }
  return kind === "protocol" && reason !== "unreadable-body"
    ? "GATE does not answer as GATE does: check GATE_BASE_URL"
    : null
}

/** Writes a failed call into the log: loud when an operator has to do something, and never with what was sent. */
export function logGateFailure(log: AppContext["log"], registration: string, error: GateError): void {
  const { kind, status, reason } = error
  const advice = operatorAdvice(error)
  const entry = { registration, kind, status, reason }
  if (advice) log.error(entry, advice)
  else log.debug(entry, "a call to GATE failed and will be repeated")
}

/** The attempts that lengthen the next wait. A call that was never sent is none: after an hour without GATE everybody would wait for five minutes. */
export function attemptsAfter(attempts: number, error: GateError): number {
  return isHeldBack(error) ? Math.max(0, attempts - 1) : attempts
}

/** Keeps why a call failed and comes back. */
export async function comeBackAfter(work: Work, error: GateError, change: Change = {}): Promise<Progress> {
  const failure = describeFailure(error)
  const attempts = attemptsAfter(work.registration.attempts, error)
  await record(work, { ...change, journal: { ...change.journal, lastFailure: failure, attempts } })
  logGateFailure(work.context.log, work.registration.id, error)
  return { kind: "come_back", at: retryAt(work, error) }
}

/** A GateError, or the thing that was thrown goes on. */
export function asGateError(error: unknown): GateError {
  if (isGateError(error)) return error
  throw error
}
