import type { AppContext } from "@/lib/context"
import { fingerprint, isFingerprintOf } from "@/lib/delivery/fingerprint"
import { currentAnswer } from "@/lib/delivery/gate-answers"
import { seal, unseal } from "@/lib/delivery/sensitive"
import { type Subject, sealedFor } from "@/lib/delivery/subject"
import type { AnswerChanges, UndeliveredAnswers } from "@/lib/domain/answers"
import { type Conflict, compareThreeWay } from "@/lib/domain/conflict"
import { isSensitive, type Question } from "@/lib/domain/question"
import type { UserExtra } from "@/lib/gate/contract/user-extra"

/**
 * What a form sent for some questions, by key. `answer` is canonical, null clears, and a sensitive one is in clear;
 * `typed` is the spelling people should see again; `seen` the fingerprint the field was rendered with.
 */
export type Submission = Record<
  string,
  { answer: string | null; typed?: string | undefined; seen: string | null }
>

/** Two answers to one question. `changedAt`: when GATE's record was last changed, where that is known. */
export type AnswerConflict = Conflict<string | null> & { changedAt: Date | null }

export type Comparison = {
  /** Answers that really change. */
  changes: AnswerChanges
  /** For each of them what GATE may say until it arrives. */
  bases: UndeliveredAnswers["bases"]
  /** Of phone numbers; null where the canonical form was typed. */
  spellings: AnswerChanges
  conflicts: AnswerConflict[]
}

type Keys = AppContext["keys"]

/** The canonical text of what was entered; the same sensitive answer again keeps its encrypted text. */
function wanted(
  keys: Keys,
  { person }: Subject,
  question: Question,
  answer: string | null,
  current: string | null,
) {
  if (!isSensitive(question) || answer === null) return answer
  const target = sealedFor(person, question)
  if (target === null) throw new Error("A sensitive question was asked before GATE had an account")
  const isSame = current !== null && unseal(keys.fields, current, target) === answer
  return isSame ? current : seal(keys.fields, answer, target)
}

/** What the field was rendered from, and every answer of ours that may have reached GATE without our hearing of it. */
function basesOf(
  { fingerprint: secret }: Keys,
  { registration }: Subject,
  key: string,
  seen: string | null,
): string[] {
  const { id: registrationId, undelivered, bases } = registration
  const earlier = undelivered[key]
  const own = earlier === undefined ? [] : [fingerprint(secret, { registrationId, key, answer: earlier })]
  return [...(bases[key] ?? [seen ?? ""]), ...own]
}

function changeTime(record: UserExtra | null): Date | null {
  const at = new Date(record?.updated_at ?? "")
  return Number.isNaN(at.getTime()) ? null : at
}

/**
 * Sorts what a form sent into changes and conflicts. A field that comes back as it was rendered was not touched, whoever
 * changed it since; a touched one conflicts when it no longer says what it was rendered from (contract §9.14). Without
 * a record only an answer that still waits here can conflict: what the journal has may be older than what was rendered.
 */
export function compareAnswers(
  keys: Keys,
  subject: Subject,
  submission: Submission,
  record: UserExtra | null,
): Comparison {
  const { registration, event, guessedCountries } = subject
  const comparison: Comparison = { changes: {}, bases: {}, spellings: {}, conflicts: [] }
  for (const question of event.questions) {
    const { key, type } = question
    const entry = submission[key]
    if (!entry) continue
    const current = currentAnswer(question, registration, event, record, guessedCountries)
    const ours = wanted(keys, subject, question, entry.answer, current)
    const verdict = compareThreeWay({
      theirs: current,
      ours,
      isSame: Object.is,
      wasShown: (answer) =>
        isFingerprintOf(keys.fingerprint, entry.seen, { registrationId: registration.id, key, answer }),
      isKnown: record !== null || key in registration.undelivered,
      decision: null,
    })
    if (verdict === "both") {
      comparison.conflicts.push({ key, theirs: current, ours, changedAt: changeTime(record) })
    }
    if (verdict === "ours") {
      comparison.changes[key] = ours
      comparison.bases[key] = basesOf(keys, subject, key, entry.seen)
    }
    const isOurs = verdict === "ours" || verdict === "same"
    if (type === "phone" && isOurs) comparison.spellings[key] = entry.typed ?? null
  }
  return comparison
}
