import type { GateUserExtraFields } from "@/lib/db/queries/gate-local-user-extras"
import {
  genders,
  oldestExtraFields,
  type UserExtraField,
  userExtraFields,
  userExtraFieldTypes,
} from "@/lib/gate/contract/user-extra"
import type { Dialect } from "./dialect"
import { type Body, boolean, choice, date, type Field, integer, nullable, readField, text } from "./fields"
import { type AccountReference, accountReference } from "./reference"
import type { FieldErrors } from "./refusal"

export type ExtraBody = {
  /** The writable fields that were sent, by wire name. */
  fields: GateUserExtraFields
  parent: AccountReference | undefined
  errors: FieldErrors
}

const tightLength = 50
const notesLength = 2000
const textLength = 255

function fieldFor(
  name: UserExtraField,
  maxLengths: Dialect["maxLengths"],
): Field<string | number | boolean | null> {
  const type = userExtraFieldTypes[name]
  if (type === "gender") return nullable(choice(genders))
  if (type === "date") return nullable(date)
  if (type === "integer") return nullable(integer)
  if (type === "boolean") return nullable(boolean)
  return nullable(text({ maxLength: longest(name, maxLengths) }))
}

/** How many characters a text of an extra may have (contract §4.1). */
export function longest(name: UserExtraField, maxLengths: Dialect["maxLengths"]): number {
  if (maxLengths === "tight") return tightLength
  return name === "notes" ? notesLength : textLength
}

/** The writable fields a dialect has (contract §11 D7). */
export function knownFields({ oldestFields }: Pick<Dialect, "oldestFields">): UserExtraField[] {
  return userExtraFields.filter((name) => oldestFields === "kept" || !oldestExtraFields.includes(name))
}

/**
 * Reads the body of a write. Unknown keys and `id` are dropped without a word, all invalid fields are reported
 * at once (contract §3), and `parent` is the only field that may be required (contract §4).
 */
export function readExtraBody(
  body: Body,
  options: { parentRequired: boolean; dialect: Pick<Dialect, "maxLengths" | "oldestFields"> },
): ExtraBody {
  const errors: FieldErrors = {}
  const parent = readField(body, "parent", accountReference, errors)
  if (options.parentRequired && !Object.hasOwn(body, "parent")) errors.parent = ["This field is required."]
  const fields: GateUserExtraFields = {}
  for (const name of knownFields(options.dialect)) {
    const value = readField(body, name, fieldFor(name, options.dialect.maxLengths), errors)
    if (value !== undefined) fields[name] = value
  }
  return { fields, parent, errors }
}
