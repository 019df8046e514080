// Apart from `attendee-column.ts` because the browser loads this: questions bring zod along.
import { attendeeStatuses } from "./attendee"

/** Filters every event's list has; `profile` overlaps: `under_half` is `incomplete` as well. */
export const builtInFacets = {
  status: attendeeStatuses,
  check_in: ["no", "yes"],
  badge: ["no", "yes"],
  profile: ["complete", "incomplete", "under_half"],
  delivery: ["delivered", "waiting", "refused"],
} as const

export type Delivery = (typeof builtInFacets.delivery)[number]

/** Every filter of these columns with the values it takes; "" is "not answered". */
export function attendeeFacets(
  columns: { key: string; options?: { value: string }[] }[],
): Map<string, readonly string[]> {
  const facets = new Map<string, readonly string[]>(Object.entries(builtInFacets))
  for (const { key, options = [] } of columns) {
    if (key.startsWith("answer.")) facets.set(key, [...options.map(({ value }) => value), ""])
  }
  return facets
}
