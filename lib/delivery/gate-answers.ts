import { type AnswerContext, type Answers, choiceSeparator, parseAnswer } from "@/lib/domain/answers"
import { countryCode } from "@/lib/domain/country"
import type { Event } from "@/lib/domain/event"
import { isEventSpecific, isSensitive, type Question } from "@/lib/domain/question"
import type { UserExtra } from "@/lib/gate/contract/user-extra"

/** `Newsletter: Yes`, as the documents write custom fields (contract §10). */
const labelled = /^([^:]{1,60}):\s+(\S.*)$/s

function withoutLabel(question: Question, text: string): string {
  const [, label = "", value = text] = labelled.exec(text) ?? []
  const isText = question.type === "short_text" || question.type === "long_text"
  // A text may have a colon of its own; only a prefix that names this question is none of it.
  const names = [question.label, question.key, question.key.replaceAll("_", " ")]
  const isOwn = names.some((name) => name.toLowerCase() === label.trim().toLowerCase())
  return isText && !isOwn ? text : value
}

/** An option by its value or its label, in any case. */
function optionValue(question: Question, text: string): string {
  const wanted = text.trim().toLowerCase()
  const option = question.options.find(
    ({ value, label }) => value === wanted || label.toLowerCase() === wanted,
  )
  return option?.value ?? text.trim()
}

function choiceText(question: Question, text: string): string {
  const whole = optionValue(question, text)
  if (question.type === "single_choice" || question.options.some(({ value }) => value === whole)) return whole
  const chosen = text.split(choiceSeparator).map((part) => optionValue(question, part))
  const known = question.options.map(({ value }) => value)
  const isKnown = chosen.every((value) => known.includes(value))
  return isKnown ? known.filter((value) => chosen.includes(value)).join(choiceSeparator) : text
}

function canonical(question: Question, text: string): string {
  switch (question.type) {
    case "single_choice":
    case "multiple_choice":
      return choiceText(question, text)
    case "yes_no":
      return text.toLowerCase()
    case "country":
      return countryCode(text) ?? text
    default:
      return text
  }
}

/**
 * What a record says about a question, in canonical form where it fits one, else as it stands. Null: cleared.
 * Undefined: the record does not show the field, which says nothing (contract §11 D9).
 */
export function readAnswer(question: Question, record: UserExtra): string | null | undefined {
  const raw = record[question.field]
  if (raw === undefined) return undefined
  if (raw === null || raw === "") return null
  const text = String(raw)
  return canonical(question, isEventSpecific(question) ? withoutLabel(question, text) : text)
}

/** Whether an answer could have been given here, so that it need not be asked for again. */
export function fitsQuestion(question: Question, answer: string, context: AnswerContext): boolean {
  if (isSensitive(question)) return true
  const [year = "", month = "", day = ""] = answer.split("-")
  const values = question.type === "multiple_choice" ? answer.split(choiceSeparator) : [answer]
  const parsed = parseAnswer(question, { values, date: { day, month, year } }, context)
  return parsed.ok && parsed.value === answer
}

/** Whether the record has moved to another event, so that its custom fields are that event's (contract §10). */
function isElsewhere(record: UserExtra, event: Pick<Event, "slug">): boolean {
  return record.event !== undefined && record.event !== null && record.event !== event.slug
}

/** Whether an answer of this event stays in the journal, because the record's field belongs to another event now. */
export function staysInJournal(question: Question, record: UserExtra, event: Pick<Event, "slug">): boolean {
  return isEventSpecific(question) && isElsewhere(record, event)
}

/** The journal's side of an answer. */
export type JournalAnswers = { answers: Answers; undelivered: Record<string, string | null> }

/** What a record says about a question, unless it is a country nobody has named (`guessedCountriesOf`). */
export function readGivenAnswer(
  question: Question,
  record: UserExtra,
  guessedCountries: readonly string[],
): string | null | undefined {
  const answer = readAnswer(question, record)
  const isGuess = question.field === "country" && guessedCountries.includes(answer ?? "")
  return isGuess ? undefined : answer
}

/**
 * The answer that counts now: what is on its way to GATE, else what GATE has, else, where GATE says nothing, what the
 * journal has. Null: not answered.
 */
export function currentAnswer(
  question: Question,
  { answers, undelivered }: JournalAnswers,
  event: Pick<Event, "slug">,
  record: UserExtra | null,
  guessedCountries: readonly string[],
): string | null {
  const { key } = question
  const waiting = undelivered[key]
  if (waiting !== undefined) return waiting
  const isThere = record && !staysInJournal(question, record, event)
  const guesses = key in answers ? [] : guessedCountries
  const known = isThere ? readGivenAnswer(question, record, guesses) : undefined
  return known === undefined ? (answers[key] ?? null) : known
}
