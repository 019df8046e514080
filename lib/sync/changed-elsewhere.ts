import type { FieldKeys } from "@/lib/context"
import type { Match } from "@/lib/db/queries/gate-matches"
import { currentAnswer, readAnswer } from "@/lib/delivery/gate-answers"
import { isSealed, seal, unseal } from "@/lib/delivery/sensitive"
import { isOfEvent } from "@/lib/delivery/set-status"
import type { AnswerChanges } from "@/lib/domain/answers"
import type { EventWithQuestions } from "@/lib/domain/event"
import { isEventSpecific, isSensitive, type Question } from "@/lib/domain/question"
import { reservedFields } from "@/lib/domain/status-field"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import { type FieldState, readState } from "./gate-state"

/** A registration beside its record now and, if the walk has met it before, the record then. */
export type Comparison = {
  match: Match
  event: EventWithQuestions
  record: UserExtra
  before: UserExtra | null
}

/** What others changed in GATE: times of the reserved fields where they say something new, null for "taken back". */
export type ChangedElsewhere = {
  answers: AnswerChanges
  checkedInAt?: Date | null
  badgePrintedAt?: Date | null
  cancelled?: boolean
}

/** The journal's text of a sensitive answer: always encrypted for its person; undefined: it cannot be taken over. */
function sealedAnswer(
  keys: FieldKeys,
  { match }: Comparison,
  question: Question,
  known: string,
): string | undefined {
  if (match.gateUserId === null) return undefined
  const target = { parent: match.gateUserId, field: question.field }
  const ours = match.answers[question.key]
  if (isSealed(known)) return unseal(keys, known, target) === null ? undefined : known
  if (ours !== undefined && unseal(keys, ours, target) === known) return ours
  return keys.length === 0 ? undefined : seal(keys, known, target)
}

/**
 * The answer to take over, or undefined for none. An empty field clears an answer only when GATE once had one: a field
 * that a service dropped without a word must not cost the answer here (contract §8.1).
 */
function takenOver(keys: FieldKeys, comparison: Comparison, question: Question): string | null | undefined {
  const { match, event, record } = comparison
  const isOurs = !isEventSpecific(question) || isOfEvent(comparison.before ?? record, event.slug)
  const before = isOurs ? comparison.before : null
  const ours = match.answers[question.key] ?? null
  if (question.key in match.undelivered) return undefined
  const theirs = currentAnswer(question, match, event, record, match.guessedCountries)
  if (theirs === ours) return undefined
  if (theirs === null) return before && readAnswer(question, before) ? null : undefined
  if (!isSensitive(question)) return theirs
  const sealed = sealedAnswer(keys, comparison, question, theirs)
  return sealed === ours ? undefined : sealed
}

function answersElsewhere(keys: FieldKeys, comparison: Comparison): AnswerChanges {
  const changes: AnswerChanges = {}
  for (const question of comparison.event.questions) {
    const answer = takenOver(keys, comparison, question)
    if (answer !== undefined) changes[question.key] = answer
  }
  return changes
}

type Clocked = { ours: Date | null; now: FieldState | null; before: FieldState | null; readAt: Date }

/**
 * What a reserved field says newly. It is news when GATE said something else before; at first sight only that something
 * happened is, because an empty field is one that was never written.
 */
function newState({ ours, now, before, readAt }: Clocked): Date | null | undefined {
  if (now === null || now.isOn === (ours !== null)) return undefined
  const isNews =
    before === null ? now.isOn : before.isOn !== now.isOn || before.at?.getTime() !== now.at?.getTime()
  if (!isNews) return undefined
  return now.isOn ? (now.at ?? readAt) : null
}

/** What a record says otherwise than its registration because somebody changed it in GATE. Pure. */
export function changedElsewhere(keys: FieldKeys, comparison: Comparison, readAt: Date): ChangedElsewhere {
  const { match, event, record, before } = comparison
  const changed: ChangedElsewhere = { answers: {} }
  if (match.step === "finished") changed.answers = answersElsewhere(keys, comparison)
  if (!isOfEvent(record, event.slug)) return changed
  const fields = reservedFields(event.questions)
  const state = (ours: Date | null, field: (typeof fields)["status"]) =>
    newState({ ours, now: readState(record, field), before: readState(before, field), readAt })
  const cancelled = state(match.cancelledAt, fields.status)
  if (cancelled !== undefined) changed.cancelled = cancelled !== null
  if (match.step !== "finished" || changed.cancelled) return changed
  const checkedInAt = state(match.checkedInAt, fields.checkIn)
  const badgePrintedAt = state(match.badgePrintedAt, fields.badge)
  if (checkedInAt !== undefined) changed.checkedInAt = checkedInAt
  if (badgePrintedAt !== undefined) changed.badgePrintedAt = badgePrintedAt
  return changed
}
