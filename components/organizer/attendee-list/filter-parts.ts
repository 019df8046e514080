import type { AttendeeQuery } from "@/lib/domain/attendee-query"
import { toggleFacet } from "./list-address"
import { fill } from "./list-format"
import type { ListSetting } from "./list-setting"

/** One thing the list is filtered by, in words, and the query without it. */
export type FilterPart = { key: string; label: string; without: (query: AttendeeQuery) => AttendeeQuery }

/** Everything but the search that narrows the list, in the order the filters are offered in. */
export function filterParts(query: AttendeeQuery, { facets, words, format }: ListSetting): FilterPart[] {
  const parts = facets.flatMap(({ name, label, options }) =>
    (query.facets[name] ?? []).map((value) => ({
      key: `${name}=${value}`,
      label: fill(words.filter.chip, {
        filter: label,
        value: options.find((option) => option.value === value)?.label ?? value,
      }),
      without: (before: AttendeeQuery) => toggleFacet(before, name, value),
    })),
  )
  const { registeredFrom, registeredTo } = query
  if (!registeredFrom && !registeredTo) return parts
  const { since, until, between } = words.filter
  const sentence = registeredFrom && registeredTo ? between : registeredFrom ? since : until
  const days = {
    from: registeredFrom ? format.day(registeredFrom) : "",
    to: registeredTo ? format.day(registeredTo) : "",
  }
  const without = (before: AttendeeQuery) => ({ ...before, registeredFrom: null, registeredTo: null })
  return [...parts, { key: "registered", label: fill(sentence, days), without }]
}
