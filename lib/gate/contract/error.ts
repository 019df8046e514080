import { z } from "zod"

/** The body of every answer that is not about fields: 401, 403, 404, 405, 409, 415, 429 and unreadable JSON (contract §3). */
export const detailErrorSchema = z.looseObject({ detail: z.string() })

/**
 * The body of a 400 about fields: messages per field, nested objects for nested fields, and `non_field_errors` for
 * the whole object (contract §3). No document shows an error body, so readers must survive any other shape.
 */
export const fieldErrorsSchema = z.record(
  z.string(),
  z.union([z.array(z.string()), z.record(z.string(), z.array(z.string()))]),
)
