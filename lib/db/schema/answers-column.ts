import { customType } from "drizzle-orm/pg-core"
import type { Answers, KeptAnswers, SpelledAnswers, UndeliveredAnswers } from "../../domain/answers"

/** What is stored of several answers: one JSON object, in which a question's own key has no dot. */
type Stored = Record<string, string | null>

/** Where each thing that belongs to an answer and is none stands beside it. Triggers and earlier versions know these names. */
const suffixes = { spellings: ".typed", contested: ".contested", bases: ".base" } as const

type Beside = keyof typeof suffixes

/** The name an answer, or what belongs to it, is stored under. */
export function storedName(key: string, beside?: Beside): string {
  return beside ? key + suffixes[beside] : key
}

function under<Value>(beside: Beside, values: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [storedName(key, beside), value]))
}

/** Fingerprints have no spaces. */
function joinBases(bases: UndeliveredAnswers["bases"]): Record<string, string> {
  return Object.fromEntries(Object.entries(bases).map(([key, prints]) => [key, prints.join(" ")]))
}

/** Answers and what belongs to them as they are stored, all of them or changes of them. */
export function joinKept<Value extends string | null>({
  answers = {},
  spellings = {},
  contested = {},
}: {
  [Part in keyof KeptAnswers]?: Record<string, Value>
}): Record<string, Value> {
  return { ...answers, ...under("spellings", spellings), ...under("contested", contested) }
}

export function joinUndelivered({ undelivered, bases }: UndeliveredAnswers): Stored {
  return { ...undelivered, ...under("bases", joinBases(bases)) }
}

/** Whose name it is, where it is one beside an answer. */
function keyOf(name: string, beside: Beside): string | null {
  return name.endsWith(suffixes[beside]) ? name.slice(0, -suffixes[beside].length) : null
}

export function splitKept(stored: Answers): KeptAnswers {
  const kept: KeptAnswers = { answers: {}, spellings: {}, contested: {} }
  for (const name in stored) {
    const text = stored[name] ?? ""
    const spelled = keyOf(name, "spellings")
    const contested = keyOf(name, "contested")
    if (spelled !== null) kept.spellings[spelled] = text
    else if (contested !== null) kept.contested[contested] = text
    else kept.answers[name] = text
  }
  return kept
}

export function splitUndelivered(stored: Stored): UndeliveredAnswers {
  const waiting: UndeliveredAnswers = { undelivered: {}, bases: {} }
  for (const [name, text] of Object.entries(stored)) {
    const key = keyOf(name, "bases")
    if (key === null) waiting.undelivered[name] = text
    else waiting.bases[key] = (text ?? "").split(" ")
  }
  return waiting
}

/** Answers of a draft. */
export const spelledAnswers = customType<{ data: SpelledAnswers; driverData: Answers }>({
  dataType: () => "jsonb",
  toDriver: ({ answers, spellings }) => joinKept({ answers, spellings }),
  fromDriver: splitKept,
})

/** Answers of the journal. */
export const keptAnswers = customType<{ data: KeptAnswers; driverData: Answers }>({
  dataType: () => "jsonb",
  toDriver: joinKept,
  fromDriver: splitKept,
})

/** Answers on their way to GATE. */
export const undeliveredAnswers = customType<{ data: UndeliveredAnswers; driverData: Stored }>({
  dataType: () => "jsonb",
  toDriver: joinUndelivered,
  fromDriver: splitUndelivered,
})
