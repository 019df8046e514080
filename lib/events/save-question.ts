import { findLastEditor, hasRegistrations } from "@/lib/db/queries/event-editor"
import {
  claimQuestions,
  type EditableQuestion,
  getEventVersion,
  insertQuestion,
  insertQuestionVersion,
  isFieldViolation,
  listQuestions,
  updateQuestion,
} from "@/lib/db/queries/question-editor"
import { longestAnswer } from "@/lib/domain/answer-length"
import type { StoppedEdit } from "@/lib/domain/editor-form"
import type { EditorIssueCode, Issue, Issues } from "@/lib/domain/issue"
import type { NewQuestion, QuestionDefinition } from "@/lib/domain/question"
import { type OrganizerAct, recordOrganizerEvent } from "@/lib/organizers/audit"
import type { EventScope } from "@/lib/organizers/scope"
import { type EditorContext, requireEditing } from "./editor-context"
import { fieldTaken, fieldWarning, lengthWarning, meaningFixed } from "./field-use"
import { type FormValues, fingerprints, mergeEdit, parseSeen } from "./merge-edit"
import {
  conditionValues,
  joinOptions,
  parseQuestionValues,
  questionFieldNames,
  questionValues,
} from "./question-form"
import { untilSaved } from "./until-saved"

/** `warning`: nothing is wrong, but the form is to be sent again with `accept_field` naming the field. */
export type SavedQuestion =
  | { ok: true; id: string }
  | { ok: false; issues: Issues<EditorIssueCode>; stopped?: StoppedEdit; warning?: Issue<EditorIssueCode> }

/** An event's questions as they are at one version of it. */
type Round = { version: number; all: EditableQuestion[]; current: EditableQuestion | undefined }

/**
 * Saves the form of a question: a new one without `id`, else the one there is. What others saved since the form was
 * rendered is shown to its author; a change of its meaning is a new version. Null: there is no such question.
 */
export async function saveQuestion(
  context: EditorContext,
  scope: EventScope,
  id: string | null,
  submitted: FormValues,
): Promise<SavedQuestion | null> {
  requireEditing(scope)
  const eventId = scope.event.id
  const saved = await untilSaved(`A question of event ${eventId}`, async () => {
    const version = await getEventVersion(context.db, eventId)
    const all = await listQuestions(context.db, eventId)
    const current = all.find((question) => question.id === id && question.archivedAt === null)
    if (id !== null && !current) return "absent"
    return tryToSave(context, scope, { version, all, current }, submitted)
  })
  return saved === "absent" ? null : saved
}

async function tryToSave(
  context: EditorContext,
  scope: EventScope,
  round: Round,
  submitted: FormValues,
): Promise<SavedQuestion | null> {
  const merged = await merge(context, scope, round, submitted)
  if ("ok" in merged) return merged
  const { all, current } = round
  const asked = all.filter(({ archivedAt }) => archivedAt === null)
  const parsed = parseQuestionValues(merged.values, {
    supported: context.languages,
    timeZone: scope.event.timeZone,
    current,
    earlier: current ? asked.filter(({ position }) => position < current.position) : asked,
    takenKeys: new Set(all.map(({ key }) => key)),
    keepsRemoved: await hasRegistrations(context.db, scope.event.id),
  })
  if (!parsed.ok) return parsed
  const refusal = await checkPlace(context, scope, round, parsed.question, submitted.accept_field ?? [])
  return refusal ?? write(context, scope, round, parsed.question)
}

async function merge(
  { db, languages: supported }: EditorContext,
  scope: EventScope,
  { current }: Round,
  submitted: FormValues,
): Promise<SavedQuestion | { values: FormValues }> {
  const names = questionFieldNames(supported)
  const stored = current ? questionValues(current, supported, scope.event.timeZone) : {}
  const before = joinOptions(stored, supported)
  const seen = current ? parseSeen(submitted.seen?.[0]) : {}
  const { conflicts, unchosen, values } = mergeEdit(names, {
    seen,
    current: before,
    submitted: joinOptions(submitted, supported),
  })
  if (conflicts.length === 0 || !current) return { values }
  const by = await findLastEditor(db, scope.event.id)
  return { ok: false, issues: {}, stopped: { conflicts, unchosen, seen: fingerprints(before, names), by } }
}

/** Whether the question can be where and what the form says, given the event's other questions and its answers. */
async function checkPlace(
  context: EditorContext,
  scope: EventScope,
  { all, current }: Round,
  question: NewQuestion,
  accepted: string[],
): Promise<SavedQuestion | null> {
  const { db } = context
  const others = all.filter(({ id }) => id !== current?.id)
  const refuse = (issues: Issues<EditorIssueCode>): SavedQuestion => ({ ok: false, issues })
  const taken = fieldTaken(question.field, others)
  if (taken) return refuse({ field: taken })
  const fixed = current && (await meaningFixed(db, scope.event.id, current, question))
  if (fixed) return refuse({ [fixed.name]: fixed.issue })
  const offered = conditionValues(question)
  const dependent = others.find(
    ({ archivedAt, showIf }) =>
      archivedAt === null &&
      showIf?.key === question.key &&
      showIf.values.some((each) => !offered.includes(each)),
  )
  if (dependent) {
    const name = current?.type === question.type ? "options" : "type"
    return refuse({ [name]: { code: "needed_by_condition", text: dependent.label } })
  }
  if (accepted.includes(question.field)) return null
  const isMoved = current?.field !== question.field
  const isLonger = isMoved || longestAnswer(question) > longestAnswer(current)
  const warning =
    (isMoved ? await fieldWarning({ db, scope, others }, question.field) : null) ??
    (isLonger ? lengthWarning(context, question) : null)
  return warning && { ok: false, issues: {}, warning }
}

function definitionOf({ label, type, options, field }: QuestionDefinition): QuestionDefinition {
  return { label, type, options, field }
}

function isSameMeaning(before: QuestionDefinition, after: QuestionDefinition): boolean {
  const text = ({ label, type, options, field }: QuestionDefinition) =>
    JSON.stringify([
      label,
      type,
      field,
      options.map((option) => [option.value, option.label, !!option.removed]),
    ])
  return text(before) === text(after)
}

async function write(
  { db, clock, newId }: EditorContext,
  scope: EventScope,
  { version, all, current }: Round,
  question: NewQuestion,
): Promise<SavedQuestion | null> {
  const now = clock()
  const eventId = scope.event.id
  const id = current?.id ?? newId()
  const position = Math.max(-1, ...all.map((each) => each.position)) + 1
  try {
    const isSaved = await db.transaction(async (tx) => {
      if (!(await claimQuestions(tx, eventId, version))) return false
      if (!current) await insertQuestion(tx, eventId, { ...question, id, position })
      else if (isSameMeaning(current, question)) await updateQuestion(tx, id, question)
      else {
        const { version: earlier } = current
        const definition = definitionOf(current)
        await insertQuestionVersion(tx, { questionId: id, version: earlier, definition, createdAt: now })
        await updateQuestion(tx, id, { ...question, version: earlier + 1 })
      }
      const act: OrganizerAct = {
        name: current ? "question.edited" : "question.added",
        eventId,
        detail: { key: question.key },
      }
      await recordOrganizerEvent(tx, scope, act, now)
      return true
    })
    return isSaved ? { ok: true, id } : null
  } catch (error) {
    if (!isFieldViolation(error)) throw error
    const others = (await listQuestions(db, eventId)).filter((each) => each.id !== id)
    const taken = fieldTaken(question.field, others)
    return { ok: false, issues: { field: taken ?? { code: "field_taken", text: question.field } } }
  }
}
