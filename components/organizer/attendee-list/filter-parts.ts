import type { useTranslations } from "next-intl"
import { type AttendeeQuery, type Trait, traitNames } from "@/lib/domain/attendee-query"
import { toggleFacet, withFacet } from "./list-address"
import { mostNamed } from "./list-format"
import type { ListSetting } from "./list-setting"

type FilterSetting = Pick<ListSetting, "facets" | "columns" | "format">
type Translate = ReturnType<typeof useTranslations<"list.filter">>

/** One thing the list is filtered by, in words, and the query without it. */
export type FilterPart = { key: string; label: string; without: (query: AttendeeQuery) => AttendeeQuery }

/** Everything but the search that narrows the list, in the order the filters are offered in. */
export function filterParts(query: AttendeeQuery, setting: FilterSetting, t: Translate): FilterPart[] {
  const parts = [...facetParts(query, setting, t), ...traitParts(query, setting, t)]
  const { registeredFrom, registeredTo } = query
  if (!registeredFrom && !registeredTo) return parts
  const from = registeredFrom ? setting.format.day(registeredFrom) : ""
  const to = registeredTo ? setting.format.day(registeredTo) : ""
  const label = from && to ? t("between", { from, to }) : from ? t("since", { from }) : t("until", { to })
  const without = (before: AttendeeQuery) => ({ ...before, registeredFrom: null, registeredTo: null })
  return [...parts, { key: "registered", label, without }]
}

/**
 * A chip for each value of a filter, or one for all of them where they are too many to be named. A question without
 * options can be asked for by address alone: who has not answered it.
 */
function facetParts(
  query: AttendeeQuery,
  { facets, columns, format }: FilterSetting,
  t: Translate,
): FilterPart[] {
  const open = columns.filter(({ key }) => facets.every(({ name }) => name !== key))
  const all = [...facets, ...open.map(({ key, label }) => ({ name: key, label, options: [] }))]
  return all.flatMap(({ name, label, options }): FilterPart[] => {
    const values = query.facets[name] ?? []
    const nameOf = (value: string) =>
      options.find((each) => each.value === value)?.label ?? (value || t("not_answered"))
    const chip = (value: string) => t("chip", { filter: label, value })
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

function traitParts({ traits }: AttendeeQuery, { format }: FilterSetting, t: Translate): FilterPart[] {
  return traitNames.flatMap((name) => {
    const value = traits[name]
    if (value === undefined) return []
    const label = t("chip", { filter: t(`trait.${name}`), value: format.trait(name, value) })
    return [{ key: name, label, without: (before) => ({ ...before, traits: without(before.traits, name) }) }]
  })
}

function without(traits: AttendeeQuery["traits"], name: Trait): AttendeeQuery["traits"] {
  return Object.fromEntries(Object.entries(traits).filter(([other]) => other !== name))
}
