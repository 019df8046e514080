import type { AttendeeStatus } from "./attendee"
import type { AttendeeColumn } from "./attendee-column"
import { attendeeFacets, type Delivery } from "./attendee-facet"
import { isCalendarDay } from "./calendar-day"
import type { NetworkState } from "./network-pass"
import { printable } from "./printable"
import type { VerificationState } from "./verification"

/** What an organizer asks the list for; the address of the page says all of it. */
export type AttendeeQuery = {
  search: string
  /** Wanted values by filter: one of a filter's values is enough, every filter must match. */
  facets: Record<string, string[]>
  /** First and last day of registration, as ISO dates in the event's zone. */
  registeredFrom: string | null
  registeredTo: string | null
  /** What the bars of the overview lead to and no menu offers. */
  traits: Partial<Record<Trait, string>>
  sort: AttendeeSort
}

/**
 * Traits by parameter, as they are written: languages `es` or `es,pt`, countries `PT`, ages on the day of the event
 * `25-34` or `65-`, and when somebody was checked in, from a minute to another one of the event's clocks, both included.
 */
export const traitPatterns = {
  language: /^[a-z]{2,3}(,[a-z]{2,3})*$/,
  country: /^[A-Z]{2}(,[A-Z]{2})*$/,
  age: /^(\d{1,3})-(\d{1,3})?$/,
  arrived: /^(\d{4}-\d\d-\d\dT\d\d:\d\d)--(\d{4}-\d\d-\d\dT\d\d:\d\d)$/,
} as const

export type Trait = keyof typeof traitPatterns

export const traitNames = Object.keys(traitPatterns) as Trait[]

export type AttendeeSort = { key: string; direction: "asc" | "desc" }

/** One attendee in the list. Times are ISO instants; sensitive answers are masked; several choices are comma-joined. */
export type AttendeeRow = {
  id: string
  name: string
  email: string
  code: string
  status: AttendeeStatus
  /** Percent of the questions that apply. */
  completion: number
  registeredAt: string
  checkedInAt: string | null
  badgePrintedAt: string | null
  delivery: Delivery
  /** Where the event has a network pass: its state, and what its account is called in GATE. */
  network?: { state: NetworkState; account: string | null }
  answers: Record<string, string>
  /** By sensitive question, of whoever is asked it: how far it is verified, when, and by whom. */
  verified?: Record<string, { state: VerificationState; at: string | null; by: string | null }>
  /** Of whoever waits for a place, from 1. */
  placeInLine?: number
}

/** Some rows of the list; `next` is the cursor of the following ones, null at the end. */
export type AttendeePage = {
  rows: AttendeeRow[]
  next: string | null
  /** Of everything that matches; where it is not exact there are more than `value`. */
  count: { value: number; isExact: boolean }
  /** The cursor that was asked for is of another event, filter or order: these are the first rows instead. */
  isCursorRefused: boolean
}

/** A part of the address that means nothing for this event and was left out. */
export type QueryProblem = {
  kind:
    | "unknown_filter"
    | "unknown_option"
    | "unknown_sort"
    | "not_a_date"
    | "dates_reversed"
    | "search_too_long"
  parameter: string
  value: string
}

const defaultSort: AttendeeSort = { key: "registered", direction: "desc" }

/** Longer than any name or address somebody searches for. */
export const longestSearch = 100

/** Parameters of the page that are not about which attendees it lists. */
const otherParameters = ["q", "sort", "from", "to", "after", "a", "cols", ...traitNames]

/** Reads the list's address. What is wrong with it is told, and the rest still counts. */
export function parseAttendeeQuery(
  params: URLSearchParams,
  columns: AttendeeColumn[],
): { query: AttendeeQuery; problems: QueryProblem[] } {
  const problems: QueryProblem[] = []
  const facets = readFacets(params, columns, problems)
  const registeredFrom = readDate(params, "from", problems)
  let registeredTo = readDate(params, "to", problems)
  if (registeredFrom && registeredTo && registeredTo < registeredFrom) {
    problems.push({ kind: "dates_reversed", parameter: "to", value: registeredTo })
    registeredTo = null
  }
  const query = {
    search: readSearch(params, problems),
    facets,
    registeredFrom,
    registeredTo,
    traits: readTraits(params, problems),
    sort: readSort(params, columns, problems),
  }
  return { query, problems }
}

function readTraits(params: URLSearchParams, problems: QueryProblem[]): AttendeeQuery["traits"] {
  const traits: AttendeeQuery["traits"] = {}
  for (const parameter of traitNames) {
    const value = params.get(parameter)?.trim() ?? ""
    if (value === "") continue
    const isOne = traitPatterns[parameter].test(value) && (parameter !== "arrived" || areMinutes(value))
    if (isOne) traits[parameter] = value
    else problems.push({ kind: "unknown_option", parameter, value })
  }
  return traits
}

function areMinutes(range: string): boolean {
  return range
    .split("--")
    .every((minute) => isCalendarDay(minute.slice(0, 10)) && /T([01]\d|2[0-3]):[0-5]\d$/.test(minute))
}

function readSearch(params: URLSearchParams, problems: QueryProblem[]): string {
  const typed = printable(params.get("q") ?? "")
    .trim()
    .replace(/\s+/g, " ")
  if (typed.length <= longestSearch) return typed
  problems.push({ kind: "search_too_long", parameter: "q", value: typed })
  return typed.slice(0, longestSearch).trim()
}

function readFacets(
  params: URLSearchParams,
  columns: AttendeeColumn[],
  problems: QueryProblem[],
): AttendeeQuery["facets"] {
  const known = attendeeFacets(columns)
  const facets: AttendeeQuery["facets"] = {}
  for (const parameter of new Set(params.keys())) {
    if (otherParameters.includes(parameter)) continue
    const options = known.get(parameter)
    const values = [...new Set(params.getAll(parameter))]
    if (!options) {
      problems.push({ kind: "unknown_filter", parameter, value: values.join(" ") })
      continue
    }
    const wanted = values.filter((value) => options.includes(value))
    for (const value of values) {
      // A filter form without JavaScript sends every select, also those left at "any".
      const isLeftOpen = value === ""
      if (!options.includes(value) && !isLeftOpen) problems.push({ kind: "unknown_option", parameter, value })
    }
    if (wanted.length > 0) facets[parameter] = wanted
  }
  return facets
}

function readDate(params: URLSearchParams, parameter: string, problems: QueryProblem[]): string | null {
  const value = params.get(parameter)?.trim() ?? ""
  if (value === "") return null
  const isDate = isCalendarDay(value)
  if (!isDate) problems.push({ kind: "not_a_date", parameter, value })
  return isDate ? value : null
}

function readSort(
  params: URLSearchParams,
  columns: AttendeeColumn[],
  problems: QueryProblem[],
): AttendeeSort {
  const value = params.get("sort") ?? ""
  if (value === "") return defaultSort
  const isDescending = value.startsWith("-")
  const key = isDescending ? value.slice(1) : value
  const column = columns.find((candidate) => candidate.key === key && candidate.isSortable)
  if (column) return { key, direction: isDescending ? "desc" : "asc" }
  problems.push({ kind: "unknown_sort", parameter: "sort", value })
  return defaultSort
}

/** The address of a query; what is as it would be without the parameter is left out. */
export function attendeeSearchParams({
  search,
  facets,
  registeredFrom,
  registeredTo,
  traits,
  sort,
}: AttendeeQuery): URLSearchParams {
  const params = new URLSearchParams()
  if (search) params.set("q", search)
  for (const [name, values] of Object.entries(facets)) {
    for (const value of values) params.append(name, value)
  }
  if (registeredFrom) params.set("from", registeredFrom)
  if (registeredTo) params.set("to", registeredTo)
  for (const [name, value] of Object.entries(traits)) params.set(name, value)
  if (sort.key !== defaultSort.key || sort.direction !== defaultSort.direction) {
    params.set("sort", sort.direction === "desc" ? `-${sort.key}` : sort.key)
  }
  return params
}

/** Everybody, the latest registration first. */
export const noFilter: AttendeeQuery = {
  search: "",
  facets: {},
  registeredFrom: null,
  registeredTo: null,
  traits: {},
  sort: defaultSort,
}
