import type { FieldErrors, FieldMessages } from "./refusal"

/** What a field makes of a JSON value: the stored value, or the messages GATE answers (contract §3, as measured). */
type FieldResult<T> = { value: T } | { messages: FieldMessages }
export type Field<T> = (raw: unknown) => FieldResult<T>
export type Body = Record<string, unknown>

const fail = (message: string): { messages: string[] } => ({ messages: [message] })

const loneSurrogate = /[\uD800-\uDFFF]/u

/** Postgres stores neither U+0000 nor half a character; both are legal in JSON. */
export function storable(value: unknown): boolean {
  if (typeof value === "string") return !value.includes("\0") && !loneSurrogate.test(value)
  if (typeof value !== "object" || value === null) return true
  return Object.entries(value).every(([key, item]) => storable(key) && storable(item))
}

/** The name the service's language has for the type of a JSON value. */
export function pythonType(value: unknown): string {
  if (value === null) return "NoneType"
  if (Array.isArray(value)) return "list"
  if (typeof value === "string") return "str"
  if (typeof value === "boolean") return "bool"
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float"
  return "dict"
}

export type TextRules = {
  maxLength?: number
  blank?: boolean
  check?: (text: string) => string | undefined
}

/** Text: numbers become text, surrounding space goes, lengths count characters. */
export function text({ maxLength = 255, blank = true, check }: TextRules = {}): Field<string> {
  return (raw) => {
    if (typeof raw !== "string" && typeof raw !== "number") return fail("Not a valid string.")
    const value = String(raw).trim()
    if (!storable(value)) return fail("Null characters are not allowed.")
    if (value === "") return blank ? { value } : fail("This field may not be blank.")
    if ([...value].length > maxLength)
      return fail(`Ensure this field has no more than ${maxLength} characters.`)
    const complaint = check?.(value)
    return complaint ? fail(complaint) : { value }
  }
}

/** One of a closed list. */
export function choice(choices: readonly string[]): Field<string> {
  return (raw) => {
    const value = typeof raw === "object" ? JSON.stringify(raw) : String(raw)
    return choices.includes(value) ? { value } : fail(`"${value}" is not a valid choice.`)
  }
}

const calendarDate = /^(\d{4})-(\d{2})-(\d{2})$/

/** A day that exists, as YYYY-MM-DD. */
export const date: Field<string> = (raw) => {
  const wrong = fail("Date has wrong format. Use one of these formats instead: YYYY-MM-DD.")
  if (typeof raw !== "string" || !calendarDate.test(raw) || raw.startsWith("0000")) return wrong
  const instant = new Date(`${raw}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(raw) ? { value: raw } : wrong
}

const isoInstant = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?$/i

/** A moment; without a zone it is UTC, as the service's own settings have it. */
export const instant: Field<Date> = (raw) => {
  const wrong = fail(
    "Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].",
  )
  const match = typeof raw === "string" ? isoInstant.exec(raw) : null
  if (!match || "messages" in date(match[0].slice(0, 10))) return wrong
  const value = new Date(match[3] ? match[0] : `${match[0]}Z`)
  return Number.isNaN(value.getTime()) ? wrong : { value }
}

const int32 = 2_147_483_647

/** A whole number; digits in text count, "7.0" too. */
export const integer: Field<number> = (raw) => {
  const digits = typeof raw === "string" ? raw.trim().replace(/\.0*$/, "") : raw
  const value = typeof digits === "string" && /^[+-]?\d+$/.test(digits) ? Number(digits) : digits
  if (typeof value !== "number" || !Number.isInteger(value)) return fail("A valid integer is required.")
  if (value > int32) return fail(`Ensure this value is less than or equal to ${int32}.`)
  if (value < -int32 - 1) return fail(`Ensure this value is greater than or equal to ${-int32 - 1}.`)
  return { value }
}

const truths = new Set(["t", "y", "yes", "true", "on", "1"])
const untruths = new Set(["f", "n", "no", "false", "off", "0"])

export const boolean: Field<boolean> = (raw) => {
  const word = typeof raw === "object" ? "" : String(raw).trim().toLowerCase()
  if (truths.has(word)) return { value: true }
  return untruths.has(word) ? { value: false } : fail("Must be a valid boolean.")
}

/** A list of texts; the messages name the index of each bad item. */
export function textList(item: Field<string>): Field<string[]> {
  return (raw) => {
    if (!Array.isArray(raw)) return fail(`Expected a list of items but got type "${pythonType(raw)}".`)
    const results = raw.map(item)
    const messages: FieldErrors = {}
    for (const [index, result] of results.entries()) {
      if ("messages" in result) messages[index] = result.messages
    }
    if (Object.keys(messages).length > 0) return { messages }
    return { value: results.flatMap((result) => ("value" in result ? [result.value] : [])) }
  }
}

/** The same field, cleared by null. */
export function nullable<T>(field: Field<T>): Field<T | null> {
  return (raw) => (raw === null ? { value: null } : field(raw))
}

/** Reads one key of a body: undefined when absent or wrong, and what is wrong goes into `errors`. */
export function readField<T>(body: Body, name: string, field: Field<T>, errors: FieldErrors): T | undefined {
  const raw = Object.hasOwn(body, name) ? body[name] : undefined
  if (raw === undefined) return undefined
  const result = raw === null && !acceptsNull(field) ? fail("This field may not be null.") : field(raw)
  if ("value" in result) return result.value
  errors[name] = result.messages
  return undefined
}

function acceptsNull<T>(field: Field<T>): boolean {
  return "value" in field(null)
}
