import { hasRegistrations } from "@/lib/db/queries/event-editor"
import { type EditableQuestion, hasAnswers, hasGateValues } from "@/lib/db/queries/question-editor"
import { sealableBytes } from "@/lib/delivery/sensitive"
import { longestAnswer } from "@/lib/domain/answer-length"
import type { EditorIssueCode, Issue } from "@/lib/domain/issue"
import { customFields, isSensitive, type NewQuestion, type QuestionType } from "@/lib/domain/question"
import { reservedFields } from "@/lib/domain/status-field"
import type { EventScope } from "@/lib/organizers/scope"
import type { EditorContext } from "./editor-context"

type Db = EditorContext["db"]

/** What an event has besides the question at hand. */
export type FieldContext = { db: Db; scope: EventScope; others: EditableQuestion[] }

const isAsked = ({ archivedAt }: EditableQuestion) => archivedAt === null

/** Why a question may not fill a field: another one that is asked does. */
export function fieldTaken(field: string, others: EditableQuestion[]): Issue<EditorIssueCode> | null {
  const other = others.find((question) => isAsked(question) && question.field === field)
  return other ? { code: "field_taken", text: other.label } : null
}

/**
 * What an organizer should know before a question fills a field, and may then do all the same: it is one of those where
 * Gatehouse keeps status, check-in or badge, or values of another meaning are in it already. The fields that are about a
 * person rather than an event have one meaning only, and so no warning.
 */
export async function fieldWarning(
  { db, scope, others }: FieldContext,
  field: NewQuestion["field"],
): Promise<Issue<EditorIssueCode> | null> {
  if (!(customFields as readonly string[]).includes(field)) return null
  const reserved = Object.entries(reservedFields(others.filter(isAsked)))
  const purpose = reserved.find(([, place]) => place === field)
  if (purpose) return { code: "field_reserved", text: purpose[0] }
  const removed = others.filter((question) => !isAsked(question) && question.field === field)
  for (const { key, label } of removed) {
    if (await hasAnswers(db, scope.event.id, key)) return { code: "field_holds_answers", text: label }
  }
  const place = { organizationId: scope.organization.id, slug: scope.event.slug, field }
  return (await hasGateValues(db, place)) ? { code: "field_holds_answers", text: field } : null
}

/** What an organizer should know before a question's answers may be longer than GATE's fields are. */
export function lengthWarning(
  { keys, gateTextLength }: Pick<EditorContext, "keys" | "gateTextLength">,
  question: NewQuestion,
): Issue<EditorIssueCode> | null {
  const [current] = keys.fields
  const limit = isSensitive(question) && current ? sealableBytes(gateTextLength, current.id) : gateTextLength
  return longestAnswer(question) > limit ? { code: "field_too_short", limit } : null
}

/** A type that reads every answer of another one as it was meant. */
const widened: Partial<Record<QuestionType, QuestionType[]>> = {
  short_text: ["long_text"],
  long_text: ["short_text"],
  single_choice: ["multiple_choice"],
  phone: ["short_text"],
}

/** Why a question may not move to another field or become another type: somebody answered it already. */
export async function meaningFixed(
  db: Db,
  eventId: string,
  before: EditableQuestion,
  after: NewQuestion,
): Promise<{ name: "field" | "type"; issue: Issue<EditorIssueCode> } | null> {
  const isMoved = before.field !== after.field
  const isRetyped = before.type !== after.type && !widened[before.type]?.includes(after.type)
  if (!isMoved && !isRetyped) return null
  if (!(await hasRegistrations(db, eventId)) || !(await hasAnswers(db, eventId, before.key))) return null
  return isMoved
    ? { name: "field", issue: { code: "field_fixed", text: before.field } }
    : { name: "type", issue: { code: "type_fixed" } }
}
