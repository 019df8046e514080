import type { GateAccountChange } from "@/lib/db/queries/gate-local-accounts"
import { usernameMaxLength } from "@/lib/gate/contract/user"
import {
  type Body,
  boolean,
  type Field,
  instant,
  integer,
  nullable,
  pythonType,
  readField,
  storable,
  text,
  textList,
} from "./fields"
import type { FieldErrors } from "./refusal"

/** Which page an account is written through: `/user/` or `/user_token/`. */
export type AccountShape = "user" | "token"

export type OrganizationReference = { id: number } | { name: string } | null

export type AccountBody = {
  /** Columns that were sent; an absent one is not a key. */
  set: GateAccountChange["set"]
  /** Names and further keys of the nested profile that were sent. */
  attributes: Record<string, unknown>
  organization: OrganizationReference | undefined
  /** In clear text: hash it, never store, log or answer it. */
  password: string | undefined
  errors: FieldErrors
}

const usernameRule = /^[\p{L}\p{N}_@.+\-:]+$/u
export const emailRule = /^[^\s@<>()[\],;:"\\]+@[^\s@.]+(\.[^\s@.]+)+$/
export const passwordLength = 128
export const nameLength = 150
export const emailLength = 254
export const longTextLength = 2000

/** Unique, at most 150 characters; `/` cannot be addressed, and neither can a dot segment (contract §1, §6). */
const username = text({
  maxLength: usernameMaxLength,
  blank: false,
  check: (value) =>
    usernameRule.test(value) && value !== "." && value !== ".."
      ? undefined
      : "Enter a valid username. It may contain only letters, digits and @ . + - _ : characters.",
})

const email = text({
  maxLength: emailLength,
  check: (value) => (emailRule.test(value) ? undefined : "Enter a valid email address."),
})

const url = text({
  maxLength: longTextLength,
  check: (value) =>
    /^https?:\/\/\S+$/i.test(value) && URL.canParse(value) ? undefined : "Enter a valid URL.",
})

const name = nullable(text({ maxLength: nameLength }))
const label = nullable(text())

/** By id or by name: both are accepted on both paths (contract §5, §11 D3). */
const organization: Field<OrganizationReference> = (raw) => {
  if (raw === null || raw === "") return { value: null }
  if (typeof raw === "number" && Number.isSafeInteger(raw)) return { value: { id: raw } }
  if (typeof raw !== "string")
    return { messages: [`Incorrect type. Expected pk value, received ${pythonType(raw)}.`] }
  const result = text({ blank: false })(raw)
  return "value" in result ? { value: { name: result.value } } : result
}

/** Keys of the nested profile that belong to the server, and the one that must never be echoed. */
const protectedKeys = new Set(["created_at", "updated_at", "last_login", "password"])

const profileObject: Field<Record<string, unknown>> = (raw) => {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    const wrong = `Invalid data. Expected a dictionary, but got ${pythonType(raw)}.`
    return { messages: { non_field_errors: [wrong] } }
  }
  const body = raw as Body
  const errors: FieldErrors = {}
  const value = Object.fromEntries(Object.entries(body).filter(([key]) => !protectedKeys.has(key)))
  if (!storable(value)) errors.non_field_errors = ["Null characters are not allowed."]
  for (const key of ["first_name", "last_name", "role"]) {
    const known = readField(body, key, name, errors)
    if (known !== undefined) value[key] = known
  }
  return Object.keys(errors).length > 0 ? { messages: errors } : { value }
}

const columns = {
  username: ["username", username],
  email: ["email", nullable(email)],
  externalId: ["external_id", label],
  klass: ["klass", label],
  isActive: ["is_active", boolean],
  description: ["description", nullable(text({ maxLength: longTextLength }))],
  expiration: ["expiration", nullable(instant)],
  avatarUrl: ["avatar_url", nullable(url)],
  userTime: ["user_time", nullable(integer)],
} satisfies Partial<Record<keyof GateAccountChange["set"], [string, Field<unknown>]>>

/**
 * Reads the body of a write to either view of an account. On `/user/`, `profile` is an object of names or a list of AAA
 * profiles, on `/user_token/` only the list (contract §5, §6, §11 D27); unknown keys beside it are dropped, all invalid
 * fields are reported at once.
 */
export function readAccountBody(
  body: Body,
  options: { usernameRequired: boolean; shape: AccountShape },
): AccountBody {
  const errors: FieldErrors = {}
  const set: Record<string, unknown> = {}
  const attributes: Record<string, unknown> = {}
  if (options.usernameRequired && !Object.hasOwn(body, "username"))
    errors.username = ["This field is required."]
  for (const [column, [key, field]] of Object.entries(columns)) {
    const value = readField<unknown>(body, key, field, errors)
    if (value !== undefined) set[column] = value
  }
  // A role is in the object: through `/user_token/` it would make somebody an admin on a page that knows no roles.
  if (options.shape === "token" || Array.isArray(body.profile)) {
    const profiles = readField(body, "profile", textList(text({ blank: false })), errors)
    if (profiles) set.profiles = profiles
  } else Object.assign(attributes, readField(body, "profile", profileObject, errors))
  for (const key of ["first_name", "last_name"]) {
    const value = readField(body, key, name, errors)
    if (value !== undefined) attributes[key] = value
  }
  return {
    set: set as AccountBody["set"],
    attributes,
    organization: readField(body, "organization", organization, errors),
    password: readField(body, "password", text({ maxLength: passwordLength, blank: false }), errors),
    errors,
  }
}
