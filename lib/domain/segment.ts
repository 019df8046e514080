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

/** What the form of a segment offers to choose from. */
export type SegmentChoices = {
  events: string[]
  languages: readonly string[]
  fields: readonly AnswerField[]
}

const isDay = (text: string) => {
  const at = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** Answer fields and their values stand in rows of two; a row without a value asks nothing. */
function readAnswers(params: URLSearchParams, { fields }: SegmentChoices): SegmentFilter["answers"] {
  const values = params.getAll("value")
  return params.getAll("field").flatMap((name, row) => {
    const field = fields.find((known) => known === name)
    const value = (values[row] ?? "").trim().slice(0, longestAnswer)
    return field && value ? [{ field, value }] : []
  })
}

/** Reads what the form sent, or what is kept of it. What is not among the choices is left out. */
export function parseSegment(
  params: URLSearchParams,
  choices: SegmentChoices,
): { filter: SegmentFilter; hasBadDay: boolean } {
  const chosen = (name: string, known: readonly string[]) =>
    known.filter((value) => params.getAll(name).includes(value))
  const attended = params.get("attended")
  const since = params.get("since")?.trim() ?? ""
  return {
    filter: {
      events: chosen("event", choices.events),
      countries: [...new Set(params.getAll("country").filter((code) => /^[A-Z]{2}$/.test(code)))],
      languages: chosen("language", choices.languages),
      attended: attended === "yes" || attended === "no" ? attended : null,
      registeredSince: isDay(since) ? since : null,
      answers: readAnswers(params, choices),
    },
    hasBadDay: since !== "" && !isDay(since),
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
