import type { AppContext } from "@/lib/context"
import { listUndelivered } from "@/lib/db/queries/registration-claims"
import { appendRegistrationEvent, type RegistrationRow } from "@/lib/db/queries/registrations"
import { isDelivered } from "@/lib/domain/answers"
import type { TrailName } from "@/lib/domain/trail"
import { failureLevel } from "@/lib/gate/errors"
import { type Leased, withLease } from "./answers-lease"
import { deliver } from "./deliver-answers"
import type { DueWork } from "./due"
import { readRecord } from "./gate-record"
import { loadSubject } from "./subject"

const batchSize = 100

async function deliverClaimed(context: AppContext, registration: RegistrationRow): Promise<Leased<null>> {
  const { id, undelivered, bases } = registration
  if (isDelivered(registration)) return { result: null }
  const subject = await loadSubject(context, registration)
  const found = await readRecord(context, subject)
  if (found.kind === "removed") return { result: null }
  if (found.kind === "unknown") return { result: null, failure: found.error }
  const delivery = await deliver({ context, subject, record: found.record, waiting: { undelivered, bases } })
  if (delivery.kind === "unknown") return { result: null, failure: delivery.error }
  if (delivery.kind === "removed") return { result: null }
  const { refused } = delivery
  const contested = delivery.contested.map(({ key }) => key)
  const append = (name: TrailName, questions: string[]) =>
    appendRegistrationEvent(context.db, id, { name, at: context.clock(), detail: { questions } })
  const taken = Object.keys(undelivered).filter((key) => !refused.includes(key) && !contested.includes(key))
  if (taken.length > 0) await append("answers.delivered", taken)
  // Nobody waits for this answer at a form any more: the journal keeps it, and the next visit asks again.
  if (refused.length > 0) await append("answers.refused", refused)
  return { result: null }
}

/** Brings a registration's waiting answers to GATE, by the code a save uses. Never throws for what GATE does. */
export async function deliverWaiting(context: AppContext, id: string): Promise<void> {
  try {
    await withLease(context, id, (registration) => deliverClaimed(context, registration))
  } catch (error) {
    context.log[failureLevel(error)]({ err: error, registration: id }, "answers could not be delivered")
  }
}

/** The registrations whose answers are due: few at a time, for GATE has other callers. */
export function dueAnswers(context: AppContext): DueWork {
  const { db, clock } = context
  const list = () => listUndelivered(db, clock(), batchSize)
  return { list, work: (id) => deliverWaiting(context, id), atOnce: 2 }
}
