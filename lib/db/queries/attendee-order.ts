import { type SQL, sql } from "drizzle-orm"
import type { AttendeeSort } from "@/lib/domain/attendee-query"
import type { Question } from "@/lib/domain/question"
import { attendeeAnswer } from "../schema/attendee-answer"
import { registration } from "../schema/registration"
import { arrival, facet, textArray } from "./attendee-filter"

type KeyType = "text" | "smallint" | "timestamptz"

/** A sort key: never null, so that a page can begin after any row. */
export type SortKey = { column: SQL; type: KeyType }

/**
 * A stretch of the list within which an index has the rows in order of `key` and id: all of them, or those with one
 * value of a choice.
 */
export type Segment = {
  key: SortKey
  /** Who belongs to it; null: everybody. */
  members: SQL | null
  /** The facet by which the filter's index finds them, and perhaps others who belong to an earlier segment. */
  facet?: string
  /** Whether the index of `key` holds the members side by side, so that none but them is read. */
  isIndexed: boolean
  /** No index finds the members: nobody should be among them, and every row is read to see that. */
  isUnlisted?: boolean
  /** The question whose answers are walked in `attendee_answer`, instead of a column of the registration. */
  answerOf?: string
}

/** The order of a list: one segment after the other. Every attendee belongs to one. */
export type AttendeeOrder = {
  direction: AttendeeSort["direction"]
  segments: Segment[]
  /** Which segment an attendee belongs to, from 0. */
  rank: SQL
  /** The key of any attendee, in whichever segment. */
  key: SortKey
}

/** What the order of an answer's column depends on: its values in the order they sort by, or its type. */
export type SortColumn = { key: string; values: readonly string[] | null; question: Question | null }

/** The time of registration. */
export const byTime: SortKey = { column: sql`${registration.createdAt}`, type: "timestamptz" }
/** The time of check-in, at the end of all time for whoever has not come. */
export const byArrival: SortKey = { column: arrival, type: "timestamptz" }
const plainKeys: Record<string, SortKey> = {
  registered: byTime,
  name: { column: sql`${registration.sortName}`, type: "text" },
  email: { column: sql`${registration.email}`, type: "text" },
  completion: { column: sql`${registration.completion}`, type: "smallint" },
  code: { column: sql`${registration.ticketCode}`, type: "text" },
}

/** The key as text, exactly: PostgreSQL counts microseconds, JavaScript milliseconds. */
export function keyText({ column, type }: SortKey): SQL {
  return type === "timestamptz" ? timeText(column) : sql`(${column})::text`
}

function timeText(column: SQL): SQL {
  return sql`case when ${column} = 'infinity' then 'infinity'
    else to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end`
}

/** The order of a list by one of its columns. */
export function attendeeOrder(column: SortColumn, direction: AttendeeSort["direction"]): AttendeeOrder {
  const plain = plainKeys[column.key]
  if (plain) return inOneGo(plain, direction)
  if (column.key === "checked_in") return byCheckIn(direction)
  if (column.values) return byChoice(column, column.values, direction)
  if (column.question) return byAnswer(column.question, direction)
  throw new Error(`The list cannot be ordered by ${column.key}`)
}

function inOneGo(key: SortKey, direction: AttendeeOrder["direction"]): AttendeeOrder {
  return { direction, segments: [{ key, members: null, isIndexed: true }], rank: sql`0`, key }
}

/** Those with a facet, the earliest registration first. */
function withFacet(name: string, value: string): Segment & { facet: string } {
  const found = facet(name, value)
  const members = sql`${registration.facets} @> ${textArray([found])}`
  return { key: byTime, members, facet: found, isIndexed: false }
}

/** Who is not checked in comes last, by the time of registration. */
function byCheckIn(direction: AttendeeOrder["direction"]): AttendeeOrder {
  return {
    direction,
    segments: [
      { key: byArrival, members: sql`${arrival} < 'infinity'`, isIndexed: true },
      withFacet("check_in", "no"),
    ],
    rank: sql`(${registration.checkedInAt} is null)::int`,
    key: {
      column: sql`coalesce(${registration.checkedInAt}, ${registration.createdAt})`,
      type: "timestamptz",
    },
  }
}

/** Option after option, those with the same one by the time of registration; then no answer, then unknown values. */
function byChoice(
  { key, question }: SortColumn,
  options: readonly string[],
  direction: AttendeeOrder["direction"],
): AttendeeOrder {
  const values = direction === "asc" ? options : options.toReversed()
  const isMultiple = question?.type === "multiple_choice"
  const segments = values.map((value, index): Segment => {
    const segment = withFacet(key, value)
    if (!isMultiple || index === 0) return segment
    const earlier = textArray(values.slice(0, index).map((other) => facet(key, other)))
    return { ...segment, members: sql`${segment.members} and not ${registration.facets} && ${earlier}` }
  })
  const order = { direction, key: byTime, rank: choiceRank(key, question, values) }
  const known = textArray(["", ...values].map((value) => facet(key, value)))
  const unlisted = sql`not ${registration.facets} && ${known}`
  const unknown: Segment = { key: byTime, members: unlisted, isIndexed: false, isUnlisted: true }
  // While the attendees of an event are derived anew, some have no state of a pass yet.
  if (key === "network") return { ...order, segments: [...segments, unknown] }
  if (!question) return { ...order, segments }
  return { ...order, segments: [...segments, withFacet(key, ""), unknown] }
}

function choiceRank(key: string, question: Question | null, values: readonly string[]): SQL {
  const position = (value: SQL) => sql`array_position(${textArray(values)}, ${value}) - 1`
  if (key === "network") return sql`coalesce(${position(facetValue(key))}, ${values.length}::int)`
  if (!question) return position(builtInValue(key))
  const answer = sql`(${registration.answers} ->> ${question.key})`
  const rank =
    question.type === "multiple_choice"
      ? sql`(select min(${position(sql`chosen`)}) from unnest(string_to_array(${answer}, ',')) as chosen)`
      : position(answer)
  return sql`case when ${answer} is null then ${values.length}::int else coalesce(${rank}, ${values.length + 1}::int) end`
}

function builtInValue(key: string): SQL {
  if (key === "status") return sql`${registration.status}`
  if (key === "badge") return sql`case when ${registration.badgePrintedAt} is null then 'no' else 'yes' end`
  return facetValue(key)
}

/** The value of a facet an attendee has once. */
export function facetValue(name: string): SQL {
  return sql`(select split_part(one, ':', 2) from unnest(${registration.facets}) as one where one like ${`${name}:%`})`
}

/** Who has not answered comes last, by the time of registration. */
function byAnswer(question: Question, direction: AttendeeOrder["direction"]): AttendeeOrder {
  const answer = sql`(${registration.answers} ->> ${question.key})`
  // Reading the value again is a fifth of the work of folding the answer again.
  const sorted = sql`(select ${attendeeAnswer.value} from ${attendeeAnswer}
    where ${attendeeAnswer.registrationId} = ${registration.id} and ${attendeeAnswer.questionKey} = ${question.key})`
  return {
    direction,
    segments: [
      {
        key: { column: sql`${attendeeAnswer.value}`, type: "text" },
        members: sql`${answer} is not null`,
        isIndexed: true,
        answerOf: question.key,
      },
      withFacet(`answer.${question.key}`, ""),
    ],
    rank: sql`(${answer} is null)::int`,
    key: { column: sql`coalesce(${sorted}, ${timeText(byTime.column)})`, type: "text" },
  }
}
