import { type Event, placesLeft } from "./event"
import { activeCount, completion, type InsightCounts, largest } from "./insights"
import type { Question } from "./question"
import { verificationFacet, verifiedQuestions } from "./verification"

/** A number of a report and the whole it is a share of; null where it is none of anything. */
export type ReportCount<Key extends string = string> = { key: Key; value: number; of: number | null }

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

/**
 * Who registered, who came and who did not. `expected` until the event is over, and from then on `no_show`: the same people.
 */
export function attendance(
  counts: InsightCounts,
  event: Pick<Event, "endsAt" | "capacity" | "taken" | "waiting">,
  now: Date,
): ReportCount<"registered" | "checked_in" | "expected" | "no_show" | "cancelled" | "places_left">[] {
  const { endsAt, capacity } = event
  const left = placesLeft(event)
  const registered = activeCount(counts)
  const came = counts.facet["check_in:yes"] ?? 0
  const away = registered - came
  return [
    { key: "registered", value: registered, of: capacity },
    { key: "checked_in", value: came, of: registered },
    { key: now > endsAt ? "no_show" : "expected", value: away, of: registered },
    { key: "cancelled", value: counts.status.cancelled ?? 0, of: null },
    ...(capacity === null || left === null
      ? []
      : [{ key: "places_left" as const, value: left, of: capacity }]),
  ]
}

/** Numbers by the hour or the quarter as numbers by the first characters of their times: 10 are a day, 13 an hour. */
function byPrefix(times: Record<string, number>, length: number): ReportCount[] {
  const totals = new Map<string, number>()
  for (const [time, count] of Object.entries(times)) {
    const key = time.slice(0, length)
    totals.set(key, (totals.get(key) ?? 0) + count)
  }
  const of = sum(Object.values(times))
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => ({ key, value, of }))
}

/** Registrations of everybody who has a place, by day. */
export function registrationsByDay({ registered }: InsightCounts): ReportCount[] {
  return byPrefix(registered, "2027-05-14".length)
}

/** Check-ins, by hour. */
export function checkInsByHour({ checked_in }: InsightCounts): ReportCount[] {
  return byPrefix(checked_in, "2027-05-14T09".length)
}

/**
 * Everybody with a place by a trait, the largest number first; `""` are those of whom it is not known. Nothing where it is
 * known of nobody.
 */
export function byTrait(counts: InsightCounts, trait: "country" | "language"): ReportCount[] {
  const of = activeCount(counts)
  const { top: known } = largest(counts[trait], Number.POSITIVE_INFINITY)
  if (known.length === 0) return []
  const unknown = of - sum(known.map(([, value]) => value))
  return [...known, ...(unknown > 0 ? [["", unknown] as const] : [])].map(([key, value]) => ({
    key,
    value,
    of,
  }))
}

/** What was answered to a choice question, the largest number first; `""` are those who have not answered. */
export function answerShares({ key }: Question, counts: InsightCounts): ReportCount[] {
  const prefix = `answer.${key}:`
  const of = activeCount(counts)
  return Object.entries(counts.facet)
    .filter(([facet]) => facet.startsWith(prefix))
    .map(([facet, value]) => ({ key: facet.slice(prefix.length), value, of }))
    .sort(
      (a, b) => Number(a.key === "") - Number(b.key === "") || b.value - a.value || (a.key < b.key ? -1 : 1),
    )
}

/** What somebody still has to do: answers that are missing, by question, and what GATE has not taken. */
export function openPoints(
  questions: Question[],
  counts: InsightCounts,
): {
  answers: { question: Question; value: number; of: number }[]
  unverified: { question: Question; value: number; of: number }[]
  missing: number
  waiting: number
  refused: number
} {
  const answers = completion(questions, counts).map(({ question, asked, answered }) => ({
    ...{ question, value: asked - answered, of: asked },
  }))
  const stateOf = ({ key }: Question, state: string) =>
    counts.facet[`${verificationFacet(key)}:${state}`] ?? 0
  const unverified = verifiedQuestions(questions).map((question) => {
    const open = stateOf(question, "open")
    return { question, value: open, of: open + stateOf(question, "verified") }
  })
  return {
    answers: answers.filter(({ value }) => value > 0),
    unverified: unverified.filter(({ value }) => value > 0),
    missing: counts.missing[""] ?? 0,
    waiting: counts.facet["delivery:waiting"] ?? 0,
    refused: counts.facet["delivery:refused"] ?? 0,
  }
}
