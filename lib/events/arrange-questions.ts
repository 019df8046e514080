import {
  claimQuestions,
  type EditableQuestion,
  getEventVersion,
  listQuestions,
  updateQuestion,
} from "@/lib/db/queries/question-editor"
import type { EditorIssueCode, Issue } from "@/lib/domain/issue"
import { type OrganizerAct, recordOrganizerEvent } from "@/lib/organizers/audit"
import type { EventScope } from "@/lib/organizers/scope"
import { type EditorContext, requireEditing } from "./editor-context"
import { untilSaved } from "./until-saved"

export type Arranged = { ok: true } | { ok: false; issue: Issue<EditorIssueCode> }

/**
 * Moves a question one place up or down among those that are asked. A question stays behind the one its condition names.
 * Null: there is no such question. The first one moved up stays where it is.
 */
export function moveQuestion(
  context: EditorContext,
  scope: EventScope,
  id: string,
  direction: "up" | "down",
): Promise<Arranged | null> {
  return arrange(context, scope, id, (asked, index) => {
    const other = asked[direction === "up" ? index - 1 : index + 1]
    const one = asked[index]
    if (!one || !other) return { moves: [] }
    const [first, second] = direction === "up" ? [other, one] : [one, other]
    if (second.showIf?.key === first.key) {
      return { issue: { code: "needed_by_condition", text: second.label } }
    }
    return {
      moves: [
        { id: one.id, position: other.position },
        { id: other.id, position: one.position },
      ],
      name: "question.moved",
    }
  })
}

/** Asks a question no more. It stays, with its answers, unless another one depends on it. Null: there is no such question. */
export function removeQuestion(
  context: EditorContext,
  scope: EventScope,
  id: string,
): Promise<Arranged | null> {
  return arrange(context, scope, id, (asked, index) => {
    const dependent = asked.find(({ showIf }) => showIf?.key === asked[index]?.key)
    if (dependent) return { issue: { code: "needed_by_condition", text: dependent.label } }
    return { moves: [{ id, archivedAt: context.clock() }], name: "question.removed" }
  })
}

type Plan =
  | { issue: Issue<EditorIssueCode> }
  | { moves: ({ id: string } & Parameters<typeof updateQuestion>[2])[]; name?: OrganizerAct["name"] }

async function arrange(
  { db, clock }: EditorContext,
  scope: EventScope,
  id: string,
  decide: (asked: EditableQuestion[], index: number) => Plan,
): Promise<Arranged | null> {
  requireEditing(scope)
  const eventId = scope.event.id
  const arranged = await untilSaved(`An order of questions of event ${eventId}`, async () => {
    const version = await getEventVersion(db, eventId)
    const asked = (await listQuestions(db, eventId)).filter(({ archivedAt }) => archivedAt === null)
    const index = asked.findIndex((question) => question.id === id)
    const question = asked[index]
    if (!question) return "absent"
    const plan = decide(asked, index)
    if ("issue" in plan) return { ok: false, issue: plan.issue } as const
    const { moves, name } = plan
    if (!name) return { ok: true } as const
    const isDone = await db.transaction(async (tx) => {
      if (!(await claimQuestions(tx, eventId, version))) return false
      for (const { id: moved, ...values } of moves) await updateQuestion(tx, moved, values)
      await recordOrganizerEvent(tx, scope, { name, eventId, detail: { key: question.key } }, clock())
      return true
    })
    return isDone ? ({ ok: true } as const) : null
  })
  return arranged === "absent" ? null : arranged
}
