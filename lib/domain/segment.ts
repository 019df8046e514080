import { isCalendarDay } from "./calendar-day"
import { printable } from "./printable"
import type { AnswerField } from "./question"

/** Who an organization has in mind, among everybody who registered for its events. Nothing chosen: everybody. */
export type SegmentFilter = {
  /** Slugs: one of them is enough. */
  events: string[]
  /** ISO codes, as answered or as GATE's record says. */
  countries: string[]
  /** Of pages and mails. */
  languages: string[]
  /** Whether they were checked in; `no` asks of events that are over. */
  attended: "yes" | "no" | null
  /** First day of registration, as an ISO date. */
  registeredSince: string | null
  /** Answers to questions that fill a field of the person: every one of them must match. */
  answers: { field: AnswerField; value: string }[]
}

export const longestSegmentName = 80
const longestAnswer = 100

/** Answers a segment can ask for at once: the rows of its form. */
export const mostSegmentAnswers = 3

/** What the form of a segment offers to choose from. */
export type SegmentChoices = {
  events: string[]
  languages: readonly string[]
  fields: readonly AnswerField[]
}

/** Nobody registered before 1900: such a year is a slip. */
const isDay = (text: string) => isCalendarDay(text) && text >= "1900"

/** Answer fields and their values stand in rows of two; a row without a value asks nothing. */
function readAnswers(params: URLSearchParams, { fields }: SegmentChoices) {
  const names = params.getAll("field")
  const rows = params
    .getAll("value")
    .slice(0, mostSegmentAnswers)
    .map((typed, row) => ({
      field: fields.find((known) => known === names[row]),
      value: printable(typed).trim().slice(0, longestAnswer),
    }))
    .filter(({ value }) => value !== "")
  return {
    answers: rows.flatMap(({ field, value }) => (field ? [{ field, value }] : [])),
    hasLoneAnswer: rows.some(({ field }) => field === undefined),
  }
}

/**
 * Reads what the form sent, or what is kept of it. What is not among the choices is left out; `hasLoneAnswer`: so was an
 * answer, because no question stands beside it.
 */
export function parseSegment(
  params: URLSearchParams,
  choices: SegmentChoices,
): { filter: SegmentFilter; hasBadDay: boolean; hasLoneAnswer: boolean } {
  const chosen = (name: string, known: readonly string[]) =>
    known.filter((value) => params.getAll(name).includes(value))
  const attended = params.get("attended")
  const since = params.get("since")?.trim() ?? ""
  const { answers, hasLoneAnswer } = readAnswers(params, choices)
  return {
    filter: {
      events: chosen("event", choices.events),
      countries: [...new Set(params.getAll("country").filter((code) => /^[A-Z]{2}$/.test(code)))],
      languages: chosen("language", choices.languages),
      attended: attended === "yes" || attended === "no" ? attended : null,
      registeredSince: isDay(since) ? since : null,
      answers,
    },
    hasBadDay: since !== "" && !isDay(since),
    hasLoneAnswer,
  }
}

/** What is kept of a filter; `parseSegment` reads it again. */
export function segmentParams({ answers, ...filter }: SegmentFilter): URLSearchParams {
  const params = new URLSearchParams()
  for (const slug of filter.events) params.append("event", slug)
  for (const code of filter.countries) params.append("country", code)
  for (const language of filter.languages) params.append("language", language)
  if (filter.attended) params.set("attended", filter.attended)
  if (filter.registeredSince) params.set("since", filter.registeredSince)
  for (const { field, value } of answers) {
    params.append("field", field)
    params.append("value", value)
  }
  return params
}
