import type { Database } from "@/lib/db/database"
import { getEditableEvent, settingsOf } from "@/lib/db/queries/event-editor"
import { lockPageContent } from "@/lib/db/queries/page-content"
import { listQuestions } from "@/lib/db/queries/question-editor"
import { offeredOptions } from "@/lib/domain/question"
import type { EventScope } from "@/lib/organizers/scope"
import { insertUnderFreeSlug } from "./create-event"
import { type EditorContext, requireEditing } from "./editor-context"

/**
 * Makes a draft with the settings, cover, questions and page of an event, attendees and removed questions left out; returns
 * its slug. `title` is that of the copy.
 */
export async function duplicateEvent(
  context: EditorContext,
  scope: EventScope,
  title: string,
): Promise<string> {
  requireEditing(scope)
  const { db } = context
  const stored = await getEditableEvent(db, scope.event.id)
  const { id } = stored
  const asked = (await listQuestions(db, id)).filter((question) => question.archivedAt === null)
  const questions = asked.map(({ position, version, archivedAt, id, ...question }) => ({
    ...question,
    options: offeredOptions(question),
  }))
  const copy = { ...settingsOf(stored), title: title.slice(0, 120) }
  const readPage = async (tx: Database) => {
    const content = await lockPageContent(tx, id)
    // To a calendar the copy's sessions are others.
    const sessions = content.sessions.map((session) => ({ ...session, id: context.newId(), revision: 0 }))
    return { ...content, sessions }
  }
  return insertUnderFreeSlug(context, scope, {
    settings: copy,
    questions,
    readPage,
    name: "event.duplicated",
    original: id,
  })
}
