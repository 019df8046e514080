import type { CustomField } from "@/lib/domain/status-field"
import type { UserExtra } from "@/lib/gate/contract/user-extra"

/** What one reserved field says: that something happened, when if it says so, or that nothing did. */
export type FieldState = { isOn: boolean; at: Date | null }

/** `Check-in: checked_in@2027-01-10T12:00:00.000Z`, with or without the label (contract §10). */
const pattern = /^(?:[^:@]{1,60}:\s+)?([a-z_]+)(?:@(\S+))?$/i

/** The words that say it happened; every other known word says it did not. */
const onWords = ["checked_in", "printed", "cancelled"]
const offWords = ["registered", "no_show", "none", "active"]

/** Reads a reserved field of a record; null: it shows none, or something nobody knows the meaning of. */
export function readState(record: UserExtra | null, field: CustomField | null): FieldState | null {
  if (record === null || field === null) return null
  const value = record[field]
  if (value === undefined) return null
  if (value === null || value === "") return { isOn: false, at: null }
  const [, word = "", time = ""] = pattern.exec(String(value).trim()) ?? []
  const isOn = onWords.includes(word.toLowerCase())
  if (!isOn && !offWords.includes(word.toLowerCase())) return null
  const at = new Date(time)
  return { isOn, at: Number.isNaN(at.getTime()) ? null : at }
}
