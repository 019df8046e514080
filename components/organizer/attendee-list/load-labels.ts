import { getLocale, getMessages } from "next-intl/server"
import type { AttendeeWords } from "@/lib/domain/attendee-column"
import { builtInFacets, networkFacets } from "@/lib/domain/attendee-facet"
import type { Facet } from "./list-setting"

/** A label for each value of a column or a filter, as `status` and `checked_in`. */
async function loadLabels(): Promise<(group: string, value: string) => string> {
  const groups: Record<string, Record<string, string>> = (await getMessages()).list.labels
  return (group, value) => groups[group]?.[value] ?? value
}

/** What columns and their values are called. */
export async function loadAttendeeWords(): Promise<AttendeeWords> {
  const label = await loadLabels()
  return {
    language: await getLocale(),
    word: (code) => {
      const [group = "", value = ""] = code.split(".")
      return label(group, value)
    },
  }
}

/** The filters of an event, as they are offered; those of its questions come from the columns. */
export async function loadBuiltInFacets({ hasNetworkPass }: { hasNetworkPass: boolean }): Promise<Facet[]> {
  const label = await loadLabels()
  const facets = hasNetworkPass ? { ...builtInFacets, ...networkFacets } : builtInFacets
  return Object.entries(facets).map(([name, values]) => ({
    name,
    label: label("facet", name),
    options: values.map((value) => ({ value, label: label(name, value) })),
  }))
}
