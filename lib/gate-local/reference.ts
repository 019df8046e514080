import type { GateAccountKey } from "@/lib/db/queries/gate-local-accounts"
import { type Field, pythonType, storable } from "./fields"

/** How a body or a path names an account, and the text to name it back in a message. */
export type AccountReference = { key: GateAccountKey; shown: string }

/** Ids beyond this many digits are no safe integers, so no record has them. */
const idDigits = /^\d{1,15}$/

/** The record number in a path or query, or undefined when it cannot be one. */
export function recordId(value: string): number | undefined {
  return idDigits.test(value) ? Number(value) : undefined
}

/** An account id as `/user/` shows it: digits are the number, anything else is a seeded alias (contract §11 D1, D2). */
export function accountKey(value: string): GateAccountKey | undefined {
  const id = recordId(value)
  if (id !== undefined) return { id }
  return storable(value) ? { alias: value } : undefined
}

/** `parent` in a body: an integer, digits, or a seeded alias. */
export const accountReference: Field<AccountReference> = (raw) => {
  const isReference = typeof raw === "string" || (typeof raw === "number" && Number.isInteger(raw))
  if (!isReference) return { messages: [`Incorrect type. Expected pk value, received ${pythonType(raw)}.`] }
  const shown = String(raw).trim()
  return { value: { key: accountKey(shown) ?? { alias: "" }, shown } }
}
