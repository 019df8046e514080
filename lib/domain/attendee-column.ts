import type { AttendeeStatus } from "./attendee"
import { builtInFacets, type Delivery, networkFacets } from "./attendee-facet"
import { listCountries } from "./country"
import type { NetworkState } from "./network-pass"
import { isSensitive, type Question } from "./question"
import {
  type VerificationState,
  verificationFacet,
  verificationStates,
  verifiedQuestions,
} from "./verification"

export { attendeeFacets } from "./attendee-facet"

/** Columns every event's list has, in the order they stand before somebody chose another one. */
const builtInColumns = [
  "name",
  "email",
  "status",
  "completion",
  "registered",
  "checked_in",
  "badge",
  "delivery",
  "code",
] as const

/** Those of an event with a network pass. */
const networkColumns = ["network", "network_account"] as const

/** Those of every sensitive question, by what their keys begin with. */
const verificationColumns = ["verified", "verified_at", "verified_by"] as const

type VerificationColumn = (typeof verificationColumns)[number]

type BuiltInColumn = (typeof builtInColumns | typeof networkColumns)[number]

/** What the columns of a list depend on. */
export type ListedEvent = { questions: Question[]; hasNetworkPass?: boolean }

export type AttendeeColumn = {
  /** A built-in one, `answer.<question key>`, or `verified.<question key>` and its kind. */
  key: string
  label: string
  kind: "text" | "choice" | "country" | "date" | "number" | "status" | "progress" | "instant"
  /** Of `choice`, `country` and `status`, in the order they sort by. Attendees without an answer come after the last one. */
  options?: { value: string; label: string }[]
  isSortable: boolean
  /** Shown masked, never searched, sorted or filtered by its value. */
  isSensitive: boolean
}

/** What is said for a code; the language names the countries. */
export type AttendeeWords = { language: string; word: (code: AttendeeWord) => string }

type AttendeeWord =
  | `column.${BuiltInColumn}`
  | `status.${AttendeeStatus}`
  | `badge.${(typeof builtInFacets.badge)[number]}`
  | `delivery.${Delivery}`
  | `network.${NetworkState}`
  | `answer.${"yes" | "no"}`
  | `column.${VerificationColumn}`
  | `verified.${VerificationState}`

/** For data and tests, where a code stands for itself. */
export const codesAsWords: AttendeeWords = { language: "en", word: (code) => code }

export function answerColumnKey(questionKey: string): string {
  return `answer.${questionKey}`
}

/** Every column of an event's list: the built-in ones, then one a question, in the event's order. */
export function attendeeColumns(event: ListedEvent, words: AttendeeWords): AttendeeColumn[] {
  return [
    ...builtInColumns.map((key) => builtInColumn(key, words)),
    ...(event.hasNetworkPass ? networkColumns.map((key) => builtInColumn(key, words)) : []),
    ...event.questions.map((question) => answerColumn(question, words)),
    ...verifiedQuestions(event.questions).flatMap((question) => verificationOf(question, words)),
  ]
}

const builtInKinds: Record<BuiltInColumn, AttendeeColumn["kind"]> = {
  name: "text",
  email: "text",
  status: "status",
  completion: "progress",
  registered: "instant",
  checked_in: "instant",
  badge: "choice",
  delivery: "choice",
  code: "text",
  network: "choice",
  network_account: "text",
}

const builtInValues: Partial<Record<BuiltInColumn, readonly string[]>> = {
  status: builtInFacets.status,
  badge: builtInFacets.badge,
  delivery: builtInFacets.delivery,
  network: networkFacets.network,
}

function builtInColumn(key: BuiltInColumn, { word }: AttendeeWords): AttendeeColumn {
  const values = builtInValues[key]
  return {
    key,
    label: word(`column.${key}`),
    kind: builtInKinds[key],
    ...(values && {
      options: values.map((value) => ({ value, label: word(`${key}.${value}` as AttendeeWord) })),
    }),
    // An account is the person's, and no index of the event's has it.
    isSortable: key !== "network_account",
    isSensitive: false,
  }
}

function answerColumn(question: Question, words: AttendeeWords): AttendeeColumn {
  const options = isSensitive(question) ? null : answerOptions(question, words)
  return {
    key: answerColumnKey(question.key),
    label: question.label,
    kind: options ? (question.type === "country" ? "country" : "choice") : kindOfText(question),
    ...(options && { options }),
    isSortable: !isSensitive(question),
    isSensitive: isSensitive(question),
  }
}

/** How far an answer is verified, when, and by whom. No index has them in order. */
function verificationOf({ key, label }: Question, { word }: AttendeeWords): AttendeeColumn[] {
  const columns = {
    verified: {
      key: verificationFacet(key),
      kind: "choice",
      options: verificationStates.map((value) => ({ value, label: word(`verified.${value}`) })),
    },
    verified_at: { key: `verified_at.${key}`, kind: "instant" },
    verified_by: { key: `verified_by.${key}`, kind: "text" },
  } as const
  return verificationColumns.map((name) => ({
    ...columns[name],
    // What it is about comes last: it is the same in all three, and a narrow column cuts the end off.
    label: `${word(`column.${name}`)}: ${label}`,
    isSortable: false,
    isSensitive: false,
  }))
}

function kindOfText({ type }: Question): AttendeeColumn["kind"] {
  if (type === "date") return "date"
  return type === "whole_number" ? "number" : "text"
}

function answerOptions(
  question: Question,
  { language, word }: AttendeeWords,
): AttendeeColumn["options"] | null {
  switch (question.type) {
    case "single_choice":
    case "multiple_choice":
      return question.options
    case "yes_no":
      return (["yes", "no"] as const).map((value) => ({ value, label: word(`answer.${value}`) }))
    case "country":
      return listCountries(language).map(({ code, name }) => ({ value: code, label: name }))
    default:
      return null
  }
}
