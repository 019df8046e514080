import type { ContentfulStatusCode } from "hono/utils/http-status"

/** Messages of one field, of its nested fields, or of the items of a list (contract §3). */
export type FieldMessages = string[] | { [field: string]: FieldMessages }
export type FieldErrors = Record<string, FieldMessages>

/** A documented refusal: thrown by the routes, answered by the app with this status and body (contract §3). */
export class Refusal extends Error {
  override readonly name = "Refusal"

  constructor(
    readonly status: ContentfulStatusCode,
    readonly body: { detail: string } | FieldErrors,
    readonly headers: Record<string, string> = {},
  ) {
    super(`refused with ${status}`)
  }

  /** The messages of a 400 about fields; empty for every other refusal. */
  get fieldErrors(): FieldErrors {
    return this.status === 400 && !("detail" in this.body) ? this.body : {}
  }
}

/** 400 with all invalid fields at once. */
export const invalid = (errors: FieldErrors) => new Refusal(400, errors)

export const notFound = () => new Refusal(404, { detail: "Not found." })

export const forbidden = () =>
  new Refusal(403, { detail: "You do not have permission to perform this action." })

export const unauthorized = (detail: string) => new Refusal(401, { detail }, { "WWW-Authenticate": "Bearer" })

/** Throws when there is anything to complain about. */
export function refuseIfInvalid(errors: FieldErrors): void {
  if (Object.keys(errors).length > 0) throw invalid(errors)
}
