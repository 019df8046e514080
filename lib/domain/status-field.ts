import { customFields, type Question } from "./question"

export type CustomField = (typeof customFields)[number]

/** What Gatehouse itself writes into an event's records, and where; null: the questions left no field for it. */
export type ReservedFields = Record<"status" | "checkIn" | "badge", CustomField | null>

/** Where each of them belongs (contract §10), the most important first: it gets the last field there is. */
const places = [
  ["status", "custom_field_8"],
  ["checkIn", "custom_field_5"],
  ["badge", "custom_field_6"],
] as const

/**
 * The custom fields that carry status, check-in and badge of an event's records. Where a question uses the field of one,
 * it moves to the highest field that is still free, so that its place depends on nothing but the questions.
 */
export function reservedFields(questions: Pick<Question, "field">[]): ReservedFields {
  const used = new Set<string>(questions.map(({ field }) => field))
  const reserved: ReservedFields = { status: null, checkIn: null, badge: null }
  for (const [name, place] of places) {
    const field = used.has(place)
      ? (customFields.findLast((candidate) => !used.has(candidate)) ?? null)
      : place
    reserved[name] = field
    if (field) used.add(field)
  }
  return reserved
}

type State = { cancelledAt: Date | null; checkedInAt: Date | null; badgePrintedAt: Date | null }

const at = (word: string, time: Date) => `${word}@${time.toISOString()}`

/** What each reserved field says of a registration (contract §10), `checked_in@2027-01-10T12:00:00.000Z`. */
export function reservedValues({
  cancelledAt,
  checkedInAt,
  badgePrintedAt,
}: State): Record<keyof ReservedFields, string> {
  return {
    status: cancelledAt ? at("cancelled", cancelledAt) : blankValues.status,
    checkIn: checkedInAt ? at("checked_in", checkedInAt) : blankValues.checkIn,
    badge: badgePrintedAt ? at("printed", badgePrintedAt) : blankValues.badge,
  }
}

/** What an empty field means as well: a record nobody has done anything to needs no write. */
export const blankValues: Record<keyof ReservedFields, string> = {
  status: "active",
  checkIn: "registered",
  badge: "none",
}
