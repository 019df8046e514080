import type { AppContext } from "@/lib/context"
import {
  claimRegistration,
  releaseRegistration,
  renewClaim,
  updateClaimed,
} from "@/lib/db/queries/registration-claims"
import type { RegistrationRow } from "@/lib/db/queries/registrations"
import { backoffMs, type RegistrationStep } from "@/lib/domain/registration"
import type { GateError } from "@/lib/gate/errors"
import { whileRenewed } from "./lease"
import { attemptsAfter, describeFailure, logGateFailure, retryAt } from "./work"

/** What the work under a lease came to; `failure`: GATE has to be asked again. */
export type Leased<T> = { result: T; failure?: GateError | undefined }

/**
 * A PATCH whose outcome is unknown may land until the settle time is over, and would undo a later one: until then
 * nothing is sent for this registration (reliability G1).
 */
function nextTry(context: AppContext, registration: RegistrationRow, failure: GateError): Date {
  const at = retryAt({ context, registration }, failure)
  const settledAt = new Date(context.clock().getTime() + context.settleMs)
  return failure.outcome === "unknown" && at < settledAt ? settledAt : at
}

/**
 * Works on the answers of a finished registration as the only one, so that saves of one person never overtake each
 * other. Null when the registration is at another step, not due, or in somebody's hands.
 */
export async function withLease<T>(
  context: AppContext,
  id: string,
  work: (registration: RegistrationRow) => Promise<Leased<T>>,
  steps: RegistrationStep[] = ["finished"],
): Promise<{ result: T } | null> {
  const { db, clock, random } = context
  const owner = `${context.owner}/${context.newId()}`
  const registration = await claimRegistration(db, id, { owner, now: clock(), steps })
  if (!registration) return null
  let runAt = new Date(clock().getTime() + backoffMs(registration.attempts, random))
  try {
    const { result, failure } = await whileRenewed(
      context,
      () => renewClaim(db, id, owner),
      () => work(registration),
    )
    const change = failure
      ? { lastFailure: describeFailure(failure), attempts: attemptsAfter(registration.attempts, failure) }
      : { lastFailure: null, attempts: 0 }
    await updateClaimed(db, id, owner, change)
    runAt = failure ? nextTry(context, registration, failure) : clock()
    if (failure) logGateFailure(context.log, id, failure)
    return { result }
  } finally {
    await releaseRegistration(db, id, owner, { at: runAt })
  }
}
