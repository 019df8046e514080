import type { AppContext } from "@/lib/context"
import { mergeAnswers, settleAnswers } from "@/lib/db/queries/profile"
import { appendRegistrationEvent } from "@/lib/db/queries/registrations"
import type { UndeliveredAnswers } from "@/lib/domain/answers"
import type { Conflict } from "@/lib/domain/conflict"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import { isFingerprintOf } from "./fingerprint"
import { readAnswer, readGivenAnswer, staysInJournal } from "./gate-answers"
import type { Subject } from "./subject"

/** An answer that must not be delivered: GATE says `theirs`, which nobody here had seen when `ours` was given. */
export type Contested = Conflict<string | null>

/**
 * Answers that wait although somebody changed the same field in GATE meanwhile. Which of the two is newer cannot be
 * known, because GATE dates records and not fields, so the person is asked (decision 0013).
 */
export function findContested(
  { keys }: Pick<AppContext, "keys">,
  { registration, event, guessedCountries }: Subject,
  record: UserExtra,
  waiting: UndeliveredAnswers,
): Contested[] {
  return event.questions.flatMap((question) => {
    const { key } = question
    const ours = waiting.undelivered[key]
    const bases = waiting.bases[key]
    const theirs = staysInJournal(question, record, event) ? undefined : readAnswer(question, record)
    if (ours === undefined || !bases || theirs === undefined || theirs === ours) return []
    // Where GATE has only a guess, forms were rendered from no answer.
    const given = readGivenAnswer(question, record, guessedCountries) ?? null
    const possible = [theirs, given]
    const isKnown = possible.some((answer) =>
      bases.some((base) =>
        isFingerprintOf(keys.fingerprint, base, { registrationId: registration.id, key, answer }),
      ),
    )
    return isKnown ? [] : [{ key, theirs, ours }]
  })
}

/** Takes contested answers off the way to GATE, and keeps them until the person chooses. */
export async function keepContested(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  id: string,
  contested: Contested[],
  waiting: UndeliveredAnswers,
): Promise<void> {
  if (contested.length === 0) return
  const questions = contested.map(({ key }) => key)
  const byKey = <Value>(of: (one: Contested) => Value) =>
    Object.fromEntries(contested.map((one) => [one.key, of(one)]))
  await db.transaction(async (tx) => {
    await mergeAnswers(tx, id, {
      answers: byKey(({ theirs }) => theirs),
      spellings: byKey(() => null),
      contested: byKey(({ ours }) => ours ?? ""),
    })
    await settleAnswers(tx, id, {
      undelivered: byKey(({ ours }) => ours),
      bases: byKey(({ key }) => waiting.bases[key] ?? []),
    })
    await appendRegistrationEvent(tx, id, { name: "answers.contested", at: clock(), detail: { questions } })
  })
}

/** The person has chosen between the answers to the questions with these keys. */
export async function settleContested(
  { db }: Pick<AppContext, "db">,
  { registration }: Subject,
  keys: string[],
): Promise<void> {
  const settled = keys.filter((key) => key in registration.contested)
  if (settled.length === 0) return
  await mergeAnswers(db, registration.id, {
    contested: Object.fromEntries(settled.map((key) => [key, null])),
  })
}
