import { type AttendeeQuery, type Trait, traitNames } from "@/lib/domain/attendee-query"
import { toggleFacet } from "./list-address"
import { fill } from "./list-format"
import type { ListSetting } from "./list-setting"

/** One thing the list is filtered by, in words, and the query without it. */
export type FilterPart = { key: string; label: string; without: (query: AttendeeQuery) => AttendeeQuery }

/** Everything but the search that narrows the list, in the order the filters are offered in. */
export function filterParts(query: AttendeeQuery, setting: ListSetting): FilterPart[] {
  const { words, format } = setting
  const parts = [...facetParts(query, setting), ...traitParts(query, setting)]
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

/** A question without options can be asked for by address alone: who has not answered it. */
function facetParts(query: AttendeeQuery, { facets, columns, words }: ListSetting): FilterPart[] {
  const open = columns.filter(({ key }) => facets.every(({ name }) => name !== key))
  const all = [...facets, ...open.map(({ key, label }) => ({ name: key, label, options: [] }))]
  return all.flatMap(({ name, label, options }) =>
    (query.facets[name] ?? []).map((value) => {
      const option = options.find((each) => each.value === value)?.label
      return {
        key: `${name}=${value}`,
        label: fill(words.filter.chip, {
          filter: label,
          value: option ?? (value || words.filter.not_answered),
        }),
        without: (before: AttendeeQuery) => toggleFacet(before, name, value),
      }
    }),
  )
}

function traitParts({ traits }: AttendeeQuery, { words, format }: ListSetting): FilterPart[] {
  return traitNames.flatMap((name) => {
    const value = traits[name]
    if (value === undefined) return []
    const label = fill(words.filter.chip, { filter: words.filter[name], value: format.trait(name, value) })
    return [{ key: name, label, without: (before) => ({ ...before, traits: without(before.traits, name) }) }]
  })
}

function without(traits: AttendeeQuery["traits"], name: Trait): AttendeeQuery["traits"] {
  return Object.fromEntries(Object.entries(traits).filter(([other]) => other !== name))
}
