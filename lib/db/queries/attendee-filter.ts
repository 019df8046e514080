import { type SQL, sql } from "drizzle-orm"
import { type AttendeeQuery, type Trait, traitNames, traitPatterns } from "@/lib/domain/attendee-query"
import type { Event } from "@/lib/domain/event"
import { eventDay } from "@/lib/domain/event-time"
import { countedQuestions } from "@/lib/domain/insights"
import type { Question } from "@/lib/domain/question"
import { registration } from "../schema/registration"
import { type AgeRequest, ageOf, mayBeAged } from "./attendee-age"
import { languageOf } from "./attendee-origin"

/** Words shorter than a trigram are looked up among the beginnings the database keeps of names and addresses. */
const shortestLike = 3

const wordSeparators = /[\s@._+'-]+/

/** A ticket code as people read it out: `K7Q-40M-9XW2`, or a beginning of it. */
const dashedCode = /^[0-9a-z]{3}-[0-9a-z]{1,3}(-[0-9a-z]{1,4})?$/i

/** A text array as a parameter for each value; drizzle would write a list. */
export function textArray(values: readonly string[]): SQL {
  return sql`array[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[]`
}

/** A text as a pattern of LIKE has it, where none of its signs means anything else. */
export function literal(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&")
}

function contains(text: string): SQL {
  const pattern = `%${literal(text)}%`
  return sql`${registration.search} like attendee_fold(${pattern})`
}

function begins(word: string): SQL {
  return sql`${registration.prefixes} @> array[attendee_fold(${word})]`
}

function word(typed: string): SQL[] {
  if (dashedCode.test(typed)) return [sql`(${contains(typed)} or ${contains(typed.replaceAll("-", ""))})`]
  if ([...typed].length >= shortestLike) return [contains(typed)]
  return typed.split(wordSeparators).filter(Boolean).map(begins)
}

/** Every word of the search must be found. */
function searched(search: string): SQL[] {
  return search.split(" ").filter(Boolean).flatMap(word)
}

/** What `registration.facets` holds for a value of a filter. */
export function facet(name: string, value: string): string {
  return `${name}:${value}`
}

function filtered(facets: AttendeeQuery["facets"]): SQL[] {
  return Object.entries(facets).map(([name, values]) => {
    const wanted = textArray(values.map((value) => facet(name, value)))
    // With one value both mean the same, and the planner knows better how many contain it.
    return values.length === 1
      ? sql`${registration.facets} @> ${wanted}`
      : sql`${registration.facets} && ${wanted}`
  })
}

function dated({ registeredFrom, registeredTo }: AttendeeQuery, timeZone: string): SQL[] {
  const midnight = (date: string, days: number) =>
    sql`((${date}::date + ${days}::int)::timestamp at time zone ${timeZone})`
  return [
    ...(registeredFrom ? [sql`${registration.createdAt} >= ${midnight(registeredFrom, 0)}`] : []),
    ...(registeredTo ? [sql`${registration.createdAt} < ${midnight(registeredTo, 1)}`] : []),
  ]
}

/** The event a list is of, as far as its filters depend on it. */
export type FilteredEvent = Pick<Event, "id" | "timeZone" | "startsAt"> & { questions: Question[] }

/** As its index has it: whoever has not come will never have. */
export const arrival = sql`coalesce(${registration.checkedInAt}, 'infinity')`

function ageRequest(event: FilteredEvent): AgeRequest {
  return { ...countedQuestions(event.questions), day: eventDay(event) }
}

function ageRange(value: string): { first: number; last: number } {
  const [, first, last] = traitPatterns.age.exec(value) ?? []
  return { first: Number(first), last: Number(last ?? 130) }
}

function hasTrait(name: Trait, value: string, event: FilteredEvent): SQL {
  switch (name) {
    case "language":
      return sql`${languageOf(sql`${registration.locale}`)} = any(${textArray(value.split(","))})`
    case "country":
      return sql`${registration.country} = any(${textArray(value.split(","))})`
    case "age": {
      const { first, last } = ageRange(value)
      return sql`(${ageOf(ageRequest(event))})::int between ${first}::int and ${last}::int`
    }
    case "arrived": {
      const [, first, last] = traitPatterns.arrived.exec(value) ?? []
      const minute = (text = "") => sql`(${text}::timestamp at time zone ${event.timeZone})`
      return sql`${arrival} >= ${minute(first)} and ${arrival} < ${minute(last)} + interval '1 minute'`
    }
  }
}

function characterised({ traits }: AttendeeQuery, event: FilteredEvent): SQL[] {
  return traitNames.flatMap((name) => {
    const value = traits[name]
    return value === undefined ? [] : [hasTrait(name, value, event)]
  })
}

/** What a query asks of an attendee, apart from the event. */
export type AttendeeFilter = {
  /** Must all hold, and so must the days. */
  conditions: SQL[]
  days: SQL[]
  /** Those of the conditions that an order by check-in can begin and end with. */
  arrivals: SQL[]
  /** Follows from the conditions, and has an index where they have none: for whoever wants all that match. */
  findable: SQL[]
}

/** Reads a query as conditions; days begin at midnight in the event's time zone. */
export function attendeeFilter(query: AttendeeQuery, event: FilteredEvent): AttendeeFilter {
  const { age, arrived } = query.traits
  return {
    conditions: [...searched(query.search), ...filtered(query.facets), ...characterised(query, event)],
    days: dated(query, event.timeZone),
    arrivals: arrived === undefined ? [] : [hasTrait("arrived", arrived, event)],
    findable: age === undefined ? [] : [mayBeAged(ageRequest(event), event.id, ageRange(age))],
  }
}
