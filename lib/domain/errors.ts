/** Expected failures a use case can answer with; `components` chooses the words. Anything else is thrown. */
export const errorCodes = [
  "event_full",
  "event_cancelled",
  "event_over",
  "registration_not_open",
  "registration_closed",
  "code_wrong",
  "code_malformed",
  "code_expired",
  "code_spent",
  "code_too_soon",
  "too_many_codes",
  "address_resting",
  "too_many_names",
  "work_needed",
  "draft_missing",
  "mail_failed",
  "foreign_request",
  "other_person",
  "unexpected",
] as const

export type ErrorCode = (typeof errorCodes)[number]

/**
 * A failure that is part of the product: shown as copy, never logged as an error. `waitMs` is how long until the same
 * may be asked again, where time is what was missing.
 */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly waitMs?: number,
  ) {
    super(code)
    this.name = "AppError"
  }
}
