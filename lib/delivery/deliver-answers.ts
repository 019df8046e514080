import type { AppContext } from "@/lib/context"
import { settleAnswers } from "@/lib/db/queries/profile"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import type { UndeliveredAnswers } from "@/lib/domain/answers"
import type { Question } from "@/lib/domain/question"
import { type UserExtra, type UserExtraPatch, userExtraFields } from "@/lib/gate/contract/user-extra"
import type { GateError } from "@/lib/gate/errors"
import { type Contested, findContested, keepContested } from "./contested"
import { staysInJournal } from "./gate-answers"
import { answerFields, droppedFields, sameValue } from "./gate-mapping"
import { extraId, recordAfter } from "./gate-record"
import type { Subject } from "./subject"
import { asGateError } from "./work"

/** Keys of questions: `refused` by GATE's 400, `dropped` without a word. `contested` were not sent. */
export type Delivered = { kind: "delivered"; refused: string[]; dropped: string[]; contested: Contested[] }
export type Delivery = Delivered | { kind: "removed" } | { kind: "unknown"; error: GateError }

type AnswersDelivery = {
  context: AppContext
  subject: Subject
  /** As GATE has just shown it. */
  record: UserExtra
  waiting: UndeliveredAnswers
}

type Outcome = { refused: Question[]; dropped: Question[] }

/** What a GATE that derives them changes by itself after a birthday or a city (contract §11 D15). */
const derivedFields: readonly string[] = ["age", "age_range", "location"]

function patchOf({ record, waiting }: AnswersDelivery, questions: Question[]): UserExtraPatch {
  const fields = questions.flatMap((question) =>
    Object.entries(answerFields(question, waiting.undelivered[question.key] ?? null)),
  )
  return Object.fromEntries(fields.filter(([field, value]) => !sameValue(record[field], value)))
}

function ownsField(question: Question, fields: readonly string[]): boolean {
  return Object.keys(answerFields(question, null)).some((field) => fields.includes(field))
}

/**
 * Compares GATE's answer with what was sent and with what was there: a field it did not keep, and one that changed
 * although nobody sent it, are logged and told to organizers (contract §9.15).
 */
async function checkEcho(
  delivery: AnswersDelivery,
  patch: UserExtraPatch,
  answer: UserExtra,
): Promise<string[]> {
  const { context, subject, record } = delivery
  const dropped = droppedFields(patch, answer)
  const changed = userExtraFields.filter(
    (field) =>
      !(field in patch) &&
      !derivedFields.includes(field) &&
      field in record &&
      field in answer &&
      record[field] !== answer[field],
  )
  const { id } = subject.registration
  for (const [name, fields] of [
    ["gate_extra.fields_dropped", dropped],
    ["gate_extra.changed_meanwhile", changed],
  ] as const) {
    if (fields.length === 0) continue
    context.log.warn({ registration: id, fields }, `${name}: GATE's answer is not what was expected`)
    await appendRegistrationEvent(context.db, id, { name, at: context.clock(), detail: { fields } })
  }
  return dropped
}

async function sendPatch(delivery: AnswersDelivery, questions: Question[]): Promise<Outcome> {
  const patch = patchOf(delivery, questions)
  if (Object.keys(patch).length === 0) return { refused: [], dropped: [] }
  const answer = await delivery.context.gate.userExtras.patch(extraId(delivery.subject), patch)
  const dropped = await checkEcho(delivery, patch, answer)
  return { refused: [], dropped: questions.filter((question) => ownsField(question, dropped)) }
}

/** The questions GATE's 400 is about: those it names, the only one there is, or nobody knows. */
function refusedOf(questions: Question[], error: GateError): Question[] {
  const named = questions.filter((question) => ownsField(question, Object.keys(error.fieldErrors)))
  return named.length === 0 && questions.length === 1 ? questions : named
}

/** One PATCH; where GATE refuses some of it, the rest goes without them, one by one when GATE does not say which. */
async function send(delivery: AnswersDelivery, questions: Question[]): Promise<Outcome> {
  try {
    return await sendPatch(delivery, questions)
  } catch (failure) {
    const error = asGateError(failure)
    if (error.kind !== "validation") throw error
    const refused = refusedOf(questions, error)
    const rest = questions.filter((question) => !refused.includes(question))
    const parts = refused.length === 0 ? rest.map((question) => [question]) : [rest]
    const outcome: Outcome = { refused, dropped: [] }
    for (const part of parts.filter(({ length }) => length > 0)) {
      const { refused: more, dropped } = await send(delivery, part)
      outcome.refused.push(...more)
      outcome.dropped.push(...dropped)
    }
    return outcome
  }
}

const keysOf = (questions: Question[]) => questions.map(({ key }) => key)

/**
 * Brings the answers that wait to GATE by a PATCH of the fields that differ, and strikes them off. PATCH sets absolute
 * values, so repeating one after an unknown outcome is harmless. Needs the registration's lease.
 */
export async function deliver(delivery: AnswersDelivery): Promise<Delivery> {
  const { context, subject, record, waiting } = delivery
  const { registration, event } = subject
  const contested = findContested(context, subject, record, waiting)
  await keepContested(context, registration.id, contested, waiting)
  const questions = event.questions.filter(
    (question) =>
      question.key in waiting.undelivered &&
      !contested.some(({ key }) => key === question.key) &&
      !staysInJournal(question, record, event),
  )
  try {
    const { refused, dropped } = await send(delivery, questions)
    await settleAnswers(context.db, registration.id, waiting)
    return { kind: "delivered", refused: keysOf(refused), dropped: keysOf(dropped), contested }
  } catch (failure) {
    return recordAfter(context, subject, failure)
  }
}
