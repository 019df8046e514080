/** A name as GATE and the forms hold it, in two parts; the second may be empty. */
export type PersonName = { firstName: string; lastName: string }

/** Its parts by the names GATE and the forms have for them. */
export const nameFields = ["first_name", "last_name"] as const

export type NameField = (typeof nameFields)[number]

/** The same name by field. */
export function byNameField({ firstName, lastName }: PersonName): Record<NameField, string> {
  return { first_name: firstName, last_name: lastName }
}

/** The parts in which two names differ. */
export function changedNameFields(one: PersonName, other: PersonName): NameField[] {
  const [before, after] = [byNameField(one), byNameField(other)]
  return nameFields.filter((field) => before[field] !== after[field])
}
