/** Expected failures a use case can answer with; `components` chooses the words. Anything else is thrown. */
export const errorCodes = [
  "event_full",
  "registration_not_open",
  "registration_closed",
  "code_wrong",
  "code_malformed",
  "code_expired",
  "code_spent",
  "code_too_soon",
  "too_many_codes",
  "address_resting",
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

/** Why one form field was refused. The text is written where the field's label is known. */
export const fieldIssueCodes = [
  "required",
  "too_long",
  "not_an_email",
  "not_an_option",
  "not_a_date",
  "incomplete_date",
  "date_in_future",
  "not_a_phone",
  "phone_without_prefix",
  "not_a_country",
  "not_a_whole_number",
  "too_small",
  "too_large",
  "terms_not_accepted",
] as const

export type FieldIssueCode = (typeof fieldIssueCodes)[number]

/**
 * `limit` is the number the message names: characters for `too_long`, a value for `too_small` and `too_large`. `offer`:
 * what a phone number without its prefix would be in the country the browser suggests (ISO code).
 */
export type FieldIssue = {
  code: FieldIssueCode
  limit?: number
  offer?: { country: string; number: string }
}

export type FieldIssues = Record<string, FieldIssue>

/** What a form turned out to be: usable input, or why each of its fields is refused. */
export type Parsed<Input> = { ok: true; input: Input } | { ok: false; issues: FieldIssues }
