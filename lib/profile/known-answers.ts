import type { AppContext } from "@/lib/context"
import { listGuessedCountries } from "@/lib/db/queries/country-guess"
import { getEvent } from "@/lib/db/queries/events"
import { getPerson } from "@/lib/db/queries/people"
import { listRegistrationsOf } from "@/lib/db/queries/registrations"
import { fitsQuestion, readGivenAnswer } from "@/lib/delivery/gate-answers"
import { isOwnRecord } from "@/lib/delivery/own-records"
import type { Answers } from "@/lib/domain/answers"
import { isEventSpecific, type Question } from "@/lib/domain/question"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import { isGateError } from "@/lib/gate/errors"

/** A form waits this long for GATE before it asks for everything the journal does not know, in milliseconds. */
const patienceMs = 1_500

const mostRecords = 25

async function listRecords({ gate }: AppContext, parent: string): Promise<UserExtra[] | null> {
  try {
    const query = { parent, limit: mostRecords, offset: 0 }
    const { results } = await gate.userExtras.list(query, { signal: AbortSignal.timeout(patienceMs) })
    const own = results.filter((record) => isOwnRecord(record, parent))
    return own.sort((a, b) => Number(b.id) - Number(a.id))
  } catch (error) {
    if (isGateError(error)) return null
    throw error
  }
}

/** The journal's answers to the same GATE fields, from the person's newest registration back. */
async function journalAnswers({ db }: AppContext, personId: string): Promise<Map<string, string>> {
  const byField = new Map<string, string>()
  for (const { eventId, answers } of await listRegistrationsOf(db, personId)) {
    for (const { field, key } of (await getEvent(db, eventId)).questions) {
      const answer = answers[key]
      if (answer !== undefined && !byField.has(field)) byField.set(field, answer)
    }
  }
  return byField
}

function firstKnown(
  question: Question,
  records: UserExtra[],
  guessedCountries: string[],
): string | undefined {
  for (const record of records) {
    const answer = readGivenAnswer(question, record, guessedCountries)
    if (answer) return answer
  }
  return undefined
}

/**
 * What GATE has about a person who has proved their address, by key of an event's questions, so that another event asks
 * only what is missing or its own: the newest record that says something counts, and the journal where GATE
 * cannot be read.
 */
export async function knownAnswers(
  context: AppContext,
  personId: string,
  questions: Question[],
): Promise<Answers> {
  const { gateUserId } = await getPerson(context.db, personId)
  if (gateUserId === null) return {}
  const records = await listRecords(context, gateUserId)
  const journal = records === null ? await journalAnswers(context, personId) : new Map<string, string>()
  const guessedCountries = await listGuessedCountries(context.db, personId)
  const known: Answers = {}
  for (const question of questions.filter((item) => !isEventSpecific(item))) {
    const answer = records ? firstKnown(question, records, guessedCountries) : journal.get(question.field)
    if (answer && fitsQuestion(question, answer, { now: context.clock(), country: null }))
      known[question.key] = answer
  }
  return known
}
