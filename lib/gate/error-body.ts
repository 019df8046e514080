import type { FieldErrors } from "./errors"

const maxDepth = 5
const maxFields = 100
const maxMessageLength = 500

export type ErrorBody = { detail?: string | undefined; fieldErrors: FieldErrors }

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function collect(value: unknown, key: string, into: FieldErrors, depth: number): void {
  if (depth > maxDepth || Object.keys(into).length >= maxFields) return
  if (typeof value === "string") {
    const messages = Object.hasOwn(into, key) ? into[key] : undefined
    into[key] = [...(messages ?? []), value.slice(0, maxMessageLength)]
  } else if (Array.isArray(value)) {
    // Texts belong to the field; an object among them is about one item of a list and gets the item's index.
    value.slice(0, maxFields).forEach((item, index) => {
      collect(item, typeof item === "string" ? key : `${key}.${index}`, into, depth + 1)
    })
  } else if (isRecord(value)) {
    for (const [name, nested] of Object.entries(value)) {
      collect(nested, key === "" ? name : `${key}.${name}`, into, depth + 1)
    }
  }
}

/**
 * Reads an error body. No document shows one, so anything is survived: Django REST Framework's shapes are understood,
 * and HTML, empty or strange bodies give no detail and no fields (contract §3, §11 D47).
 */
export function readErrorBody(text: string): ErrorBody {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return { fieldErrors: {} }
  }
  if (Array.isArray(body)) body = { non_field_errors: body }
  if (!isRecord(body)) return { fieldErrors: {} }
  const { detail, ...fields } = body
  const fieldErrors: FieldErrors = Object.create(null)
  collect(fields, "", fieldErrors, 0)
  return {
    detail: typeof detail === "string" ? detail.slice(0, maxMessageLength) : undefined,
    fieldErrors: { ...fieldErrors },
  }
}
