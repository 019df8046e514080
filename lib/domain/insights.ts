import { profileQuestions } from "./profile"
import { isSensitive, type Question } from "./question"

/** Numbers of an event's attendees, each by its own key; parts of them add up. */
export type InsightCounts = {
  status: Record<string, number>
  facet: Record<string, number>
  /** By hour of the event's zone, `2027-05-14T09`. */
  registered: Record<string, number>
  /** By quarter of an hour, `2027-05-14T09:15`. */
  checked_in: Record<string, number>
  country: Record<string, number>
  language: Record<string, number>
  age: Record<string, number>
  /** By question key: how many answered, and of those not asked of everybody, how many were asked. */
  answered: Record<string, number>
  asked: Record<string, number>
  complete: Record<string, number>
  missing: Record<string, number>
  /** Who came and was never online, and the other way round. */
  network: Record<string, number>
  /** When passes opened, and when each was first used, by hour as `registered`. */
  network_ready: Record<string, number>
  network_used: Record<string, number>
}

const kinds = [
  "status",
  "facet",
  "registered",
  "checked_in",
  "country",
  "language",
  "age",
  "answered",
  "asked",
  "complete",
  "missing",
  "network",
  "network_ready",
  "network_used",
] as const

export function noCounts(): InsightCounts {
  return Object.fromEntries(kinds.map((kind) => [kind, {}])) as InsightCounts
}

/** Adds some counts of one part to those so far, in place: a million attendees are five hundred parts. */
export function addCounts(counts: InsightCounts, rows: { kind: string; key: string; count: number }[]): void {
  for (const { kind, key, count } of rows) {
    const known = kinds.find((candidate) => candidate === kind)
    if (known) counts[known][key] = (counts[known][key] ?? 0) + count
  }
}

/** Filters of the attendee list, by its URL parameters. */
export type Filter = [parameter: string, value: string][]

export type Bar = { key: string; label: string; value: number; filter: Filter }

/** Everybody who has a place: all but cancelled and removed. */
export const activeFilter: Filter = [
  ["status", "pending"],
  ["status", "registered"],
  ["status", "checked_in"],
  ["status", "needs_attention"],
]

/** Everybody who waits for a place, or was offered one. */
export const waitingFilter: Filter = [
  ["status", "waitlisted"],
  ["status", "offered"],
]

const sum = (values: (number | undefined)[]) =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0)

export function activeCount({ status }: InsightCounts): number {
  return sum(activeFilter.map(([, value]) => status[value]))
}

export type FunnelStep = "confirmed" | "finished" | "complete" | "checked_in"

/** How far people got: each step is part of the one before, but for those checked in with answers missing. */
export function funnel(counts: InsightCounts): { step: FunnelStep; value: number; filter: Filter }[] {
  const { status, complete } = counts
  const finished: Filter = [
    ["status", "registered"],
    ["status", "checked_in"],
  ]
  return [
    { step: "confirmed", value: activeCount(counts), filter: activeFilter },
    { step: "finished", value: sum([status.registered, status.checked_in]), filter: finished },
    { step: "complete", value: sum(Object.values(complete)), filter: [...finished, ["profile", "complete"]] },
    { step: "checked_in", value: status.checked_in ?? 0, filter: [["status", "checked_in"]] },
  ]
}

export type NetworkInsight = "ready" | "used" | "never_online" | "never_checked_in"

/**
 * How passes are used: those that open the network and were not used yet, those that were used at all, and who came without
 * the one or the other.
 */
export function networkUse({ facet, network }: InsightCounts): {
  step: NetworkInsight
  value: number
  filter: Filter
}[] {
  return [
    {
      step: "ready",
      value: facet["network:ready"] ?? 0,
      filter: [...activeFilter, ["network", "ready"]],
    },
    { step: "used", value: facet["online:yes"] ?? 0, filter: [...activeFilter, ["online", "yes"]] },
    {
      step: "never_online",
      value: network.never_online ?? 0,
      filter: [...activeFilter, ["check_in", "yes"], ["online", "no"]],
    },
    {
      step: "never_checked_in",
      value: network.never_checked_in ?? 0,
      filter: [...activeFilter, ["check_in", "no"], ["online", "yes"]],
    },
  ]
}

/** Questions whose answers are filtered and counted by value. */
export function isChoice({ type }: Question): boolean {
  return ["single_choice", "multiple_choice", "yes_no", "country"].includes(type)
}

/** Those of them whose answers everybody who sees the numbers may see. */
export function chartedQuestions(questions: Question[]): Question[] {
  return questions.filter((question) => isChoice(question) && !isSensitive(question))
}

const answerParameter = ({ key }: Question) => `answer.${key}`

export type QuestionCompletion = {
  question: Question
  asked: number
  answered: number
  /** Who has not answered; null where the list cannot tell. */
  openFilter: Filter | null
}

/** Who is asked a question; null where that depends on an answer the list does not filter by. */
function conditionFilter({ showIf }: Question, questions: Question[]): Filter | null {
  if (!showIf) return []
  const other = questions.find(({ key }) => key === showIf.key)
  if (!other || !isChoice(other)) return null
  return showIf.values.map((value) => [answerParameter(other), value])
}

/** How many of those who were asked have answered, question by question. */
export function completion(questions: Question[], counts: InsightCounts): QuestionCompletion[] {
  return questions.map((question) => {
    const answered = counts.answered[question.key] ?? 0
    const asked = question.showIf ? (counts.asked[question.key] ?? 0) : activeCount(counts)
    // Answers given before the question depended on another one still count as answers.
    const condition = conditionFilter(question, questions)
    const openFilter: Filter | null = condition && [
      ...activeFilter,
      ...condition,
      [answerParameter(question), ""],
    ]
    return { question, asked: Math.max(asked, answered), answered, openFilter }
  })
}

/** The answers to one choice question, in the order of its options, with the unanswered ones last. */
export function choices(
  question: Question,
  options: { value: string; label: string }[],
  counts: InsightCounts,
): Bar[] {
  const parameter = answerParameter(question)
  return options.map(({ value, label }) => ({
    key: value,
    label,
    value: counts.facet[`${parameter}:${value}`] ?? 0,
    filter: [...activeFilter, [parameter, value]],
  }))
}

export function unanswered(question: Question, counts: InsightCounts): number {
  return counts.facet[`${answerParameter(question)}:`] ?? 0
}

const ageBands = [0, 18, 25, 35, 45, 55, 65]

/** Numbers by age on the day of the event; `65+` is open. Ages nobody has are what somebody mistyped. */
export function byAgeBand(ages: InsightCounts["age"]): { from: number; to: number | null; value: number }[] {
  return ageBands.map((from, index) => {
    const to = ageBands[index + 1]
    const inBand = Object.entries(ages).filter(([age]) => Number(age) >= from && Number(age) < (to ?? 131))
    return { from, to: to === undefined ? null : to - 1, value: sum(inBand.map(([, count]) => count)) }
  })
}

export type Bucket = { from: string; to: string; value: number }

const dayMs = 24 * 60 * 60_000

/** Calendar arithmetic on times without a zone, hours or minutes: what they say is what the clock on the wall said. */
const wall = (text: string) => Date.parse(`${text}:00Z`)
const wallText = (ms: number) => new Date(ms).toISOString().slice(0, 16)

/** Longest rows of bars that can still be told apart on a phone. */
const mostBuckets = 60

/** Fewer look like walls: nothing happened in those put before. */
const fewestBuckets = 12

/**
 * Numbers over time in buckets of the smallest of `sizes` (milliseconds) that makes at most 60, from the first to the
 * last time anything happened, empty ones included, and at least 12 of them. `to` is the last moment of a bucket's day, or its own.
 */
export function overTime(
  counts: Record<string, number>,
  sizes: readonly number[],
): { sizeMs: number; buckets: Bucket[] } {
  const times = Object.keys(counts).sort()
  const [first, last] = [times[0], times.at(-1)]
  if (first === undefined || last === undefined) return { sizeMs: Math.min(...sizes), buckets: [] }
  const sizeMs = sizes.find((size) => (wall(last) - wall(first)) / size < mostBuckets) ?? Math.max(...sizes)
  // Weeks begin on Monday, and the epoch was a Thursday; to days and hours it makes no difference.
  const shift = 4 * dayMs
  const startOf = (ms: number) => Math.floor((ms - shift) / sizeMs) * sizeMs + shift
  const totals = new Map<number, number>()
  for (const [time, count] of Object.entries(counts)) {
    const start = startOf(wall(time))
    totals.set(start, (totals.get(start) ?? 0) + count)
  }
  const buckets: Bucket[] = []
  const start = Math.min(startOf(wall(first)), startOf(wall(last)) - (fewestBuckets - 1) * sizeMs)
  for (let at = start; at <= wall(last); at += sizeMs) {
    buckets.push({ from: wallText(at), to: wallText(at + sizeMs - 60_000), value: totals.get(at) ?? 0 })
  }
  return { sizeMs, buckets }
}

/** Passes that had opened, and those that had been used, by the end of each bucket. */
export function networkOverTime({ network_ready, network_used }: InsightCounts): {
  sizeMs: number
  buckets: (Bucket & { ready: number; used: number })[]
} {
  const times = Object.keys({ ...network_ready, ...network_used })
  const nothing = Object.fromEntries(times.map((time) => [time, 0]))
  const [ready, used] = [network_ready, network_used].map((counts) =>
    overTime({ ...nothing, ...counts }, registrationSizes),
  )
  const sums = { ready: 0, used: 0 }
  const buckets = (ready?.buckets ?? []).map((bucket, index) => {
    sums.ready += bucket.value
    sums.used += used?.buckets[index]?.value ?? 0
    return { ...bucket, ...sums }
  })
  return { sizeMs: ready?.sizeMs ?? registrationSizes[0], buckets }
}

export const registrationSizes = [60 * 60_000, dayMs, 7 * dayMs, 28 * dayMs] as const
export const checkInSizes = [15 * 60_000, 60 * 60_000, dayMs] as const

/** Everybody who was checked in within a bucket. */
export function arrivedFilter({ from, to }: Bucket): Filter {
  return [...activeFilter, ["arrived", `${from}--${to}`]]
}

/** The list filters by days: a bucket of hours leads to its day. */
export function registeredFilter({ from, to }: Bucket): Filter {
  return [...activeFilter, ["from", from.slice(0, 10)], ["to", to.slice(0, 10)]]
}

/** The largest first, and apart from them what is beyond `most`. */
export function largest(
  counts: Record<string, number>,
  most: number,
): { top: [string, number][]; others: [string, number][] } {
  const sorted = Object.entries(counts).sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
  return { top: sorted.slice(0, most), others: sorted.slice(most) }
}

/** What counting needs to know of an event's questions. */
export function countedQuestions(questions: Question[]) {
  const choiceKeys = new Set(questions.filter(isChoice).map(({ key }) => key))
  const conditionOf = ({ showIf }: Question) =>
    showIf && choiceKeys.has(showIf.key)
      ? showIf.values.map((value) => `answer.${showIf.key}:${value}`)
      : null
  return {
    birthdayKey: questions.find(({ field }) => field === "birthday")?.key ?? null,
    ageKey: questions.find(({ field }) => field === "age")?.key ?? null,
    conditional: questions.flatMap((question) => {
      const facets = conditionOf(question)
      return facets ? [{ key: question.key, facets }] : []
    }),
    required: profileQuestions(questions)
      .filter(({ required }) => required)
      .map((question) => ({ key: question.key, facets: conditionOf(question) })),
  }
}
