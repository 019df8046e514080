import type { QuestionFault } from "./question"

/** What forms that attendees fill in refuse. */
export const attendeeIssueCodes = [
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

export type AttendeeIssueCode = (typeof attendeeIssueCodes)[number]

/** What the editor of events and questions refuses beside the faults of a question. */
export const editorIssueCodes = [
  "required",
  "too_long",
  "too_small",
  "too_large",
  "not_a_whole_number",
  "not_an_option",
  "not_a_slug",
  "slug_taken",
  "slug_reserved",
  "slug_fixed",
  "not_a_time",
  "time_skipped",
  "not_a_time_zone",
  "ends_before_start",
  "doors_after_start",
  "closes_before_opening",
  "capacity_below_taken",
  "choose_version",
  "not_a_value",
  "field_taken",
  "field_reserved",
  "field_holds_answers",
  "field_too_short",
  "field_fixed",
  "type_fixed",
  "show_if_one_question",
  "show_if_later",
  "needed_by_condition",
  "not_a_profile",
  "profile_is_role",
  "not_hours",
  "not_a_balance",
  "not_https",
  "network_name_too_long",
  "no_field_keys",
  "pass_over",
  "tier_unknown",
  "tier_no_profile",
  "tier_not_a_profile",
  "tier_is_role",
  "tier_too_long",
  "unknown_field",
  "field_without_alternative",
  "time_over",
  "picture_missing",
  "picture_again",
  "picture_empty",
  "picture_unknown",
  "picture_broken",
  "picture_too_heavy",
  "picture_too_large",
  "picture_too_small",
  "picture_busy",
  "not_an_email",
  "not_a_phone",
  "not_a_link",
  "before_event",
  "after_event",
  "starts_after_event",
  "too_many_entries",
  "speaks_in_session",
  "already_invited",
  "invited_too_often",
] as const

export type EditorIssueCode = (typeof editorIssueCodes)[number] | QuestionFault

/**
 * Why one form field was refused. The text is written where the field's label is known. `limit` is the number the message
 * names: characters for `too_long`, a value for `too_small` and `too_large`. `text` is the name it names: of a question, a
 * field, or the time that clocks skip. `time`: one to be written as `text`, on the clocks of that zone. `offer`: what a
 * phone number without its prefix would be in a country that the event or the browser suggests (ISO code).
 */
export type Issue<Code extends AttendeeIssueCode | EditorIssueCode = AttendeeIssueCode> = {
  code: Code
  limit?: number
  text?: string
  time?: { at: Date; timeZone: string }
  offer?: { country: string; number: string }
}

/** By the name of the form's field. */
export type Issues<Code extends AttendeeIssueCode | EditorIssueCode = AttendeeIssueCode> = Record<
  string,
  Issue<Code>
>

/** A field comes back with what is offered for it: it is to be looked at and sent again, and not to be typed again. */
export function offeredValues(issues: Issues): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(issues).flatMap(([name, { offer }]) => (offer ? [[name, [offer.number]]] : [])),
  )
}

/** What a form turned out to be: usable input, or why each of its fields is refused. */
export type Parsed<Input> = { ok: true; input: Input } | { ok: false; issues: Issues }
