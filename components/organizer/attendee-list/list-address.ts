import { type AttendeeQuery, attendeeSearchParams } from "@/lib/domain/attendee-query"
import { type ColumnView, viewText } from "@/lib/domain/columns-view"

/** What the address says beside the query: where it begins, columns that were shared, and whose drawer is open. */
export type AddressRest = { after?: string | null; cols?: string | null; attendee?: string | null }

/** The list's parameters, `?` included; empty when there are none. Commas and colons stay readable. */
export function listSearch(query: AttendeeQuery, { after, cols, attendee }: AddressRest = {}): string {
  const params = attendeeSearchParams(query)
  if (after) params.set("after", after)
  if (cols) params.set("cols", cols)
  if (attendee) params.set("a", attendee)
  const text = params.toString().replaceAll("%2C", ",").replaceAll("%3A", ":")
  return text && `?${text}`
}

/** Where the file of what is shown is ordered. */
export function exportHref(event: string, query: AttendeeQuery, view: ColumnView[]): string {
  return `/organizer/${event}/exports${listSearch(query, { cols: viewText(view.map(({ key }) => ({ key }))) })}`
}

/** The query with a value of a filter added, or taken away where it was. */
export function toggleFacet(query: AttendeeQuery, name: string, value: string): AttendeeQuery {
  const before = query.facets[name] ?? []
  const values = before.includes(value) ? before.filter((each) => each !== value) : [...before, value]
  return { ...query, facets: withFacet(query, name, values) }
}

/** The filters with the one called `name` as `values`; without values it is gone. */
export function withFacet(query: AttendeeQuery, name: string, values: string[]): AttendeeQuery["facets"] {
  const others = Object.entries(query.facets).filter(([other]) => other !== name)
  return Object.fromEntries(values.length > 0 ? [...others, [name, values]] : others)
}

/** The query without search and filters; the order stays. */
export function withoutFilter(query: AttendeeQuery): AttendeeQuery {
  return { ...query, search: "", facets: {}, registeredFrom: null, registeredTo: null, traits: {} }
}

export function isFiltered({ search, facets, registeredFrom, registeredTo, traits }: AttendeeQuery): boolean {
  return Boolean(search || registeredFrom || registeredTo || Object.keys({ ...facets, ...traits }).length > 0)
}

/** What a click on a column's header asks for: ascending first, then the other way round. */
export function nextSort(query: AttendeeQuery, key: string): AttendeeQuery {
  const isAscending = query.sort.key === key && query.sort.direction === "asc"
  return { ...query, sort: { key, direction: isAscending ? "desc" : "asc" } }
}
