import { customFields, type Question } from "./question"

export type CustomField = (typeof customFields)[number]

/**
 * The GATE field that carries a registration's status (contract §10): the first custom field from `custom_field_8` down
 * that no question of the event fills, or null when the questions fill all eight.
 */
export function statusField(questions: Pick<Question, "field">[]): CustomField | null {
  const used = new Set<string>(questions.map(({ field }) => field))
  return customFields.findLast((field) => !used.has(field)) ?? null
}

/** `active`, or `cancelled@2027-01-10T12:00:00.000Z` (contract §10). */
export function statusValue(cancelledAt: Date | null): string {
  return cancelledAt === null ? "active" : `cancelled@${cancelledAt.toISOString()}`
}
