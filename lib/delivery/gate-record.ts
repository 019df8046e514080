import type { AppContext } from "@/lib/context"
import { moveStep } from "@/lib/db/queries/profile"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import type { GateError } from "@/lib/gate/errors"
import type { CallOptions } from "@/lib/gate/exchange"
import type { Subject } from "./subject"
import { asGateError } from "./work"

/** A registration's record in GATE: there, deleted by somebody, or not to be had right now. */
export type GateRecord =
  | { kind: "there"; record: UserExtra }
  | { kind: "removed" }
  | { kind: "unknown"; error: GateError }

/** The id of a finished registration's record. */
export function extraId({ registration }: Pick<Subject, "registration">): string {
  if (registration.gateExtraId === null) throw new Error("A finished registration has no GATE record")
  return registration.gateExtraId
}

/**
 * What a failed call says of the record. A 404 within the settle time after the record was made is not believed, because
 * a read may not see it yet (reliability G1); later it means that somebody deleted the record, which nobody may make
 * up for: the registration becomes `removed`, and organizers find it in the trail.
 */
export async function recordAfter(
  context: AppContext,
  { registration }: Subject,
  failure: unknown,
): Promise<Exclude<GateRecord, { kind: "there" }>> {
  const error = asGateError(failure)
  const now = context.clock()
  const age = now.getTime() - (registration.finishedAt?.getTime() ?? 0)
  if (error.kind !== "notFound" || age < context.settleMs) return { kind: "unknown", error }
  await context.db.transaction(async (tx) => {
    const moved = await moveStep(tx, registration.id, { from: "finished", to: "removed" }, now)
    if (moved) await appendRegistrationEvent(tx, registration.id, { name: "gate_extra.removed", at: now })
  })
  return { kind: "removed" }
}

export async function readRecord(
  context: AppContext,
  subject: Subject,
  options: CallOptions = {},
): Promise<GateRecord> {
  try {
    return { kind: "there", record: await context.gate.userExtras.get(extraId(subject), {}, options) }
  } catch (error) {
    return recordAfter(context, subject, error)
  }
}
