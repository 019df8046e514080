import type { GateUserExtraFields } from "@/lib/db/queries/gate-local-user-extras"

/** Upper ends of the age bands; the documents use several sets, and any is legal (contract §11 D16). */
const ageBands: readonly [last: number, label: string][] = [
  [17, "0-17"],
  [24, "18-24"],
  [34, "25-34"],
  [44, "35-44"],
  [54, "45-54"],
  [64, "55-64"],
]

/** Years completed between a birthday and today, both YYYY-MM-DD. */
function ageOn(birthday: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthday.slice(0, 4))
  return today.slice(5) < birthday.slice(5) ? years - 1 : years
}

/**
 * Fields one revision answers without being sent them: age and age_range follow from the birthday, location from
 * city and state (contract §11 D15). Only what the stored record leaves empty is filled.
 */
export function withDerivedFields(fields: GateUserExtraFields, today: string): GateUserExtraFields {
  const { birthday, city, state } = fields
  const derived: GateUserExtraFields = {}
  if (typeof birthday === "string") derived.age = ageOn(birthday, today)
  const age = fields.age ?? derived.age
  if (typeof age === "number") derived.age_range = ageBands.find(([last]) => age <= last)?.[1] ?? "65+"
  if (typeof city === "string" && typeof state === "string") derived.location = `${city}, ${state}`
  const sent = Object.entries(fields).filter(([, value]) => value !== null)
  return { ...fields, ...derived, ...Object.fromEntries(sent) }
}
