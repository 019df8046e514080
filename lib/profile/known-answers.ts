import { getEvent } from "@/lib/db/queries/events"
import { getPerson } from "@/lib/db/queries/people"
import { listRegistrationsOf } from "@/lib/db/queries/registrations"
import type { Answers } from "@/lib/domain/answers"
import { countryCode } from "@/lib/domain/country"
import { isEventSpecific, type Question } from "@/lib/domain/question"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import { isGateError } from "@/lib/gate/errors"
import type { RegistrationContext } from "@/lib/registration/context"
import { fitsQuestion, readAnswer } from "./gate-answers"

/** A form waits this long for GATE before it asks for everything the journal does not know, in milliseconds. */
const patienceMs = 1_500

const mostRecords = 25

/** What is known about a person before they are asked, by key of an event's questions; `country` is an ISO code. */
export type Known = { answers: Answers; country: string | null }

const nothing: Known = { answers: {}, country: null }

async function listRecords({ gate }: RegistrationContext, parent: string): Promise<UserExtra[] | null> {
  try {
    const query = { parent, limit: mostRecords, offset: 0 }
    const { results } = await gate.userExtras.list(query, { signal: AbortSignal.timeout(patienceMs) })
    const own = results.filter((record) => (record.parent ?? parent).toString() === parent)
    return own.sort((a, b) => Number(b.id) - Number(a.id))
  } catch (error) {
    if (isGateError(error)) return null
    throw error
  }
}

/** The journal's answers to the same GATE fields, from the person's newest registration back. */
async function journalAnswers({ db }: RegistrationContext, personId: string): Promise<Map<string, string>> {
  const byField = new Map<string, string>()
  for (const { eventId, answers } of await listRegistrationsOf(db, personId)) {
    for (const { field, key } of (await getEvent(db, eventId)).questions) {
      const answer = answers[key]
      if (answer !== undefined && !byField.has(field)) byField.set(field, answer)
    }
  }
  return byField
}

function firstKnown(question: Question, records: UserExtra[]): string | undefined {
  for (const record of records) {
    const answer = readAnswer(question, record)
    if (answer) return answer
  }
  return undefined
}

/**
 * What GATE has about a person who has proved their address, so that another event asks only what is missing or its own
 * (issue 3): the newest record that says something counts, and the journal where GATE cannot be read.
 */
export async function knownAnswers(
  context: RegistrationContext,
  personId: string,
  questions: Question[],
): Promise<Known> {
  const { gateUserId } = await getPerson(context.db, personId)
  if (gateUserId === null) return nothing
  const records = await listRecords(context, gateUserId)
  const journal = records === null ? await journalAnswers(context, personId) : new Map<string, string>()
  const country = records?.map((record) => countryCode(record.country ?? "")).find((code) => code !== null)
  const known: Known = { answers: {}, country: country ?? null }
  for (const question of questions.filter((item) => !isEventSpecific(item))) {
    const answer = records ? firstKnown(question, records) : journal.get(question.field)
    const fits = answer && fitsQuestion(question, answer, { now: context.clock(), country: known.country })
    if (fits) known.answers[question.key] = answer
  }
  return known
}
