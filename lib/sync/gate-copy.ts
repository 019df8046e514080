import { isSealed } from "@/lib/delivery/sensitive"
import { printable } from "@/lib/domain/printable"
import { sensitiveFields } from "@/lib/domain/question"
import { maskAnswer } from "@/lib/domain/sensitive"
import { type UserExtra, userExtraFields } from "@/lib/gate/contract/user-extra"

const keptFields = ["id", "parent", ...userExtraFields, "created_at", "updated_at"] as const

/** PostgreSQL stores neither U+0000 nor half a surrogate pair, and one record must not stop the walk. */
function storable(value: unknown): unknown {
  return typeof value === "string" ? printable(value).replace(/\p{Surrogate}/gu, "\uFFFD") : value
}

/** The documented fields of a record as it was read, in a form the database takes. Sensitive ones may be in clear. */
export function readableRecord(record: UserExtra): UserExtra {
  const fields = keptFields
    .filter((field) => record[field] !== undefined)
    .map((field) => [field, storable(record[field])])
  return { ...Object.fromEntries(fields), id: record.id }
}

/**
 * What is kept of a record. A sensitive field stays encrypted; one that somebody wrote in clear in GATE is masked, so
 * that it never lies here (contract §9.6-7).
 */
export function gateCopy(record: UserExtra): UserExtra {
  const copy = { ...record }
  for (const field of sensitiveFields) {
    const value = copy[field]
    if (typeof value === "string" && value !== "" && !isSealed(value)) {
      Object.assign(copy, { [field]: maskAnswer(value) })
    }
  }
  return copy
}

/** Whether a copy hides something that was in clear. */
export function isMasked(copy: UserExtra): boolean {
  return sensitiveFields.some((field) => copy[field] && !isSealed(String(copy[field])))
}

/** Whether two copies say the same; times of change alone say nothing. */
export function saysSame(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  return userExtraFields.every((field) => (one[field] ?? null) === (other[field] ?? null))
}
