import type { QuestionFault } from "./question"

/**
 * Why the editor of events and questions refuses a field. `limit` is the number its sentence names, `text` the name:
 * of a question, a field, or the time that clocks skip.
 */
export type EditorIssue = { code: EditorIssueCode; limit?: number; text?: string }

export type EditorIssueCode =
  | "required"
  | "too_long"
  | "too_small"
  | "too_large"
  | "not_a_whole_number"
  | "not_an_option"
  | "not_a_slug"
  | "slug_taken"
  | "slug_reserved"
  | "slug_fixed"
  | "not_a_time"
  | "time_skipped"
  | "not_a_time_zone"
  | "ends_before_start"
  | "doors_after_start"
  | "closes_before_opening"
  | "capacity_below_taken"
  | "choose_version"
  | "not_a_value"
  | "field_taken"
  | "field_reserved"
  | "field_holds_answers"
  | "field_fixed"
  | "type_fixed"
  | "show_if_one_question"
  | "show_if_later"
  | "needed_by_condition"
  | QuestionFault

/** By the name of the form's field. */
export type EditorIssues = Record<string, EditorIssue>
