import { type AttendeeQuery, type Trait, traitNames } from "@/lib/domain/attendee-query"
import { toggleFacet, withFacet } from "./list-address"
import { fill, mostNamed } from "./list-format"
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

/**
 * A chip for each value of a filter, or one for all of them where they are too many to be named. A question without
 * options can be asked for by address alone: who has not answered it.
 */
function facetParts(query: AttendeeQuery, { facets, columns, words, format }: ListSetting): FilterPart[] {
  const open = columns.filter(({ key }) => facets.every(({ name }) => name !== key))
  const all = [...facets, ...open.map(({ key, label }) => ({ name: key, label, options: [] }))]
  return all.flatMap(({ name, label, options }): FilterPart[] => {
    const values = query.facets[name] ?? []
    const nameOf = (value: string) =>
      options.find((each) => each.value === value)?.label ?? (value || words.filter.not_answered)
    const chip = (value: string) => fill(words.filter.chip, { filter: label, value })
    if (values.length > mostNamed) {
      const without = (before: AttendeeQuery) => ({ ...before, facets: withFacet(before, name, []) })
      return [{ key: name, label: chip(format.several(values.map(nameOf))), without }]
    }
    return values.map((value) => ({
      key: `${name}=${value}`,
      label: chip(nameOf(value)),
      without: (before) => toggleFacet(before, name, value),
    }))
  })
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
