// Apart from `attendee-column.ts` because the browser loads this: questions bring zod along.
import { attendeeStatuses } from "./attendee"
import { networkStates } from "./network-pass"

/** Filters every event's list has; `profile` overlaps: `under_half` is `incomplete` as well. */
export const builtInFacets = {
  status: attendeeStatuses,
  check_in: ["no", "yes"],
  badge: ["no", "yes"],
  profile: ["complete", "incomplete", "under_half"],
  delivery: ["delivered", "waiting", "refused"],
} as const

/** Those of an event with a network pass. `online`: whether somebody has logged in with it, also when it is over. */
export const networkFacets = { network: networkStates, online: ["no", "yes"] } as const

export type Delivery = (typeof builtInFacets.delivery)[number]

/** Every filter of these columns with the values it takes; "" is "not answered". */
export function attendeeFacets(
  columns: { key: string; options?: { value: string }[] }[],
): Map<string, readonly string[]> {
  const facets = new Map<string, readonly string[]>(Object.entries(builtInFacets))
  for (const { key, options = [] } of columns) {
    if (key === "network")
      for (const [name, values] of Object.entries(networkFacets)) facets.set(name, values)
    if (key.startsWith("verified."))
      facets.set(
        key,
        options.map(({ value }) => value),
      )
    if (key.startsWith("answer.")) facets.set(key, [...options.map(({ value }) => value), ""])
  }
  return facets
}
