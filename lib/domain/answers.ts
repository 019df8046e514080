import { isCalendarDay } from "./calendar-day"
import { countryName } from "./country"
import { asciiDigits } from "./digits"
import type { AttendeeIssueCode, Issue, Issues } from "./issue"
import { internationalPhone, isWrittenAtHome, parsePhone } from "./phone"
import { printable } from "./printable"
import { offeredOptions, type Question } from "./question"

/** Canonical answers by question key: what GATE stores as a string. An unanswered question has no key. */
export type Answers = Record<string, string>

/** By question key; null clears. */
export type AnswerChanges = Record<string, string | null>

/** Answers with the phone numbers as they were typed, by question key, where that is not their canonical form. */
export type SpelledAnswers = { answers: Answers; spellings: Record<string, string> }

/**
 * Answers as the journal keeps them. `contested`: those GATE was never given because somebody else changed the same field
 * first, by question key; empty where the person had cleared it.
 */
export type KeptAnswers = SpelledAnswers & { contested: Record<string, string> }

/**
 * Answers on their way to GATE. `bases`: the fingerprints of what GATE may say of each meanwhile without anybody having
 * meddled.
 */
export type UndeliveredAnswers = { undelivered: AnswerChanges; bases: Record<string, string[]> }

/** Whether GATE has been given everything. An answer given anew while it was delivered may leave its fingerprints behind. */
export function isDelivered({ undelivered, bases }: UndeliveredAnswers): boolean {
  return Object.keys(undelivered).length === 0 && Object.keys(bases).length === 0
}

/** GATE's columns take 255 characters (contract §4.1: undocumented, the embedded server's default). */
export const maxAnswerLength = 255

/** `typed` is there when people should see their own spelling again rather than the canonical one. */
export type Answered = { ok: true; value: string | null; typed?: string } | { ok: false; issue: Issue }

/** What a form sent for one question: every value under its name, or the three parts of a date. */
export type Submitted = { values: string[]; date?: { day: string; month: string; year: string } }

/**
 * `country`: the one that was answered, in which a phone number may leave its prefix out. `suggestedCountries`: the
 * event's and the browser's, which are guesses: what a number would be there is offered and never taken.
 */
export type AnswerContext = {
  now: Date
  country: string | null
  suggestedCountries?: readonly (string | null)[]
}

const answered = (value: string): Answered => ({ ok: true, value })
const refused = (code: AttendeeIssueCode, limit?: number): Answered => ({
  ok: false,
  issue: limit === undefined ? { code } : { code, limit },
})
const unanswered: Answered = { ok: true, value: null }

/** Separates the chosen values of a multiple choice; an option's value never contains it. */
export const choiceSeparator = ","

function parseText(typed: string): Answered {
  if (typed === "") return unanswered
  return [...typed].length > maxAnswerLength ? refused("too_long", maxAnswerLength) : answered(typed)
}

function parseChoice(values: string[], question: Question): Answered {
  const known = offeredOptions(question).map((option) => option.value)
  if (values.some((value) => !known.includes(value))) return refused("not_an_option")
  const chosen = known.filter((value) => values.includes(value))
  if (question.type === "single_choice" && chosen.length > 1) return refused("not_an_option")
  const text = chosen.join(choiceSeparator)
  return chosen.length === 0 ? unanswered : parseText(text)
}

function parseDate({ day, month, year }: { day: string; month: string; year: string }): Answered {
  const parts = [year, month, day].map((part) => asciiDigits(part.trim()))
  if (parts.every((part) => part === "")) return unanswered
  if (parts.some((part) => part === "")) return refused("incomplete_date")
  if (!/^\d{4}$/.test(parts[0] ?? "") || parts.slice(1).some((part) => !/^\d{1,2}$/.test(part))) {
    return refused("not_a_date")
  }
  const iso = parts.map((part, index) => part.padStart(index === 0 ? 4 : 2, "0")).join("-")
  return isCalendarDay(iso) ? answered(iso) : refused("not_a_date")
}

/** Digits in groups of three: any other separator may be a decimal one, and "3.5" must not become 35. */
const grouped = /^-?\d{1,3}([\s,.'’]\d{3})+$/

function parseWholeNumber(raw: string, question: Question): Answered {
  const typed = asciiDigits(raw)
  if (typed === "") return unanswered
  const plain = grouped.test(typed) ? typed.replace(/[^\d-]/g, "") : typed
  if (!/^-?\d+$/.test(plain)) return refused("not_a_whole_number")
  const value = Number(plain)
  const [smallest, largest] = question.field === "age" ? [0, 130] : [-999_999_999, 999_999_999]
  if (value < smallest) return refused("too_small", smallest)
  if (value > largest) return refused("too_large", largest)
  return answered(String(value))
}

/**
 * Where nobody said a country, what a suggested one makes of the number is offered, and never taken: the first in which
 * people write it as it was typed, or else the first that has such a number.
 */
function refusedPhone(typed: string, { country, suggestedCountries = [] }: AnswerContext): Answered {
  const readings = (country === null ? suggestedCountries : []).flatMap((suggested) => {
    const number = suggested && parsePhone(typed, suggested)
    return number ? [{ country: suggested, number }] : []
  })
  const reading = readings.find(({ number }) => isWrittenAtHome(typed, number)) ?? readings[0]
  if (!reading) return refused("not_a_phone")
  const offer = { ...reading, number: internationalPhone(reading.number) }
  return { ok: false, issue: { code: "phone_without_prefix", offer } }
}

function parseByType(question: Question, submitted: Submitted, context: AnswerContext): Answered {
  const typed = printable(submitted.values[0] ?? "").trim()
  switch (question.type) {
    case "short_text":
    case "long_text":
      return parseText(typed.replace(/\r\n?/g, "\n"))
    case "single_choice":
    case "multiple_choice":
      return parseChoice(submitted.values.filter(Boolean), question)
    case "yes_no":
      return typed === ""
        ? unanswered
        : typed === "yes" || typed === "no"
          ? answered(typed)
          : refused("not_an_option")
    case "date": {
      const date = parseDate(submitted.date ?? { day: "", month: "", year: "" })
      const isFuture = date.ok && date.value !== null && date.value > context.now.toISOString().slice(0, 10)
      return question.field === "birthday" && isFuture ? refused("date_in_future") : date
    }
    case "phone": {
      if (typed === "") return unanswered
      const number = parsePhone(typed, context.country)
      if (!number) return refusedPhone(typed, context)
      return typed === number || typed.length > maxAnswerLength
        ? answered(number)
        : { ok: true, value: number, typed }
    }
    case "country":
      return typed === "" ? unanswered : countryName(typed) ? answered(typed) : refused("not_a_country")
    case "whole_number":
      return parseWholeNumber(typed, question)
  }
}

/** Canonical form of one answer, null when it was left open, or why it was refused. */
export function parseAnswer(question: Question, submitted: Submitted, context: AnswerContext): Answered {
  const result = parseByType(question, submitted, context)
  return result.ok && result.value === null && question.required ? refused("required") : result
}

/** The country somebody has answered, or null. */
export function knownCountry(questions: Question[], answers: Answers): string | null {
  const question = questions.find(({ field }) => field === "country")
  return (question && answers[question.key]) ?? null
}

/** All answers of one form; with any issue the answers are those that were fine. */
export function parseAnswers(
  questions: Question[],
  read: (question: Question) => Submitted,
  context: AnswerContext,
): SpelledAnswers & { issues: Issues } {
  const countryQuestion = questions.find((question) => question.type === "country")
  const ownCountry = countryQuestion
    ? parseAnswer(countryQuestion, read(countryQuestion), context)
    : unanswered
  const country = (ownCountry.ok ? ownCountry.value : null) ?? context.country
  const answers: Answers = {}
  const spellings: SpelledAnswers["spellings"] = {}
  const issues: Issues = {}
  for (const question of questions) {
    const result = parseAnswer(question, read(question), { ...context, country })
    if (!result.ok) issues[question.key] = result.issue
    else if (result.value !== null) {
      answers[question.key] = result.value
      if (result.typed !== undefined) spellings[question.key] = result.typed
    }
  }
  return { answers, spellings, issues }
}

/** Answers as the values of the form that asked for them, to fill it in again. */
export function formValues(
  questions: Question[],
  { answers, spellings }: SpelledAnswers,
): Record<string, string[]> {
  const values: Record<string, string[]> = {}
  for (const { key, type } of questions) {
    const answer = answers[key]
    if (answer === undefined) continue
    if (type === "date") {
      const [year = "", month = "", day = ""] = answer.split("-")
      Object.assign(values, { [`${key}.day`]: [day], [`${key}.month`]: [month], [`${key}.year`]: [year] })
    } else if (type === "multiple_choice") values[key] = answer.split(choiceSeparator)
    else values[key] = [spellings[key] ?? answer]
  }
  return values
}
