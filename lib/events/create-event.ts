import type { Database } from "@/lib/db/database"
import { isSlugTaken } from "@/lib/db/queries/event-editor"
import { insertEvent } from "@/lib/db/queries/events"
import { writePageContent } from "@/lib/db/queries/page-content"
import { copyPictures } from "@/lib/db/queries/pictures"
import { reservedSlugs } from "@/lib/domain/event"
import type { EventSettings } from "@/lib/domain/event-settings"
import type { EditorIssueCode, Issues } from "@/lib/domain/issue"
import type { PageContent } from "@/lib/domain/page-content"
import type { NewQuestion } from "@/lib/domain/question"
import { slugOf } from "@/lib/domain/slug"
import { type OrganizerAct, recordOrganizerEvent } from "@/lib/organizers/audit"
import type { OrganizerScope } from "@/lib/organizers/scope"
import { type EditorContext, requireEditing } from "./editor-context"
import { eventFieldNames, parseEventValues } from "./event-form"
import { type FormValues, mergeEdit } from "./merge-edit"

export type Created = { ok: true; slug: string } | { ok: false; issues: Issues<EditorIssueCode> }

/** Makes a draft of what a form says. A slug that was left blank is made from the title; a typed one must be free. */
export async function createEvent(
  context: EditorContext,
  scope: OrganizerScope,
  submitted: FormValues,
): Promise<Created> {
  requireEditing(scope)
  const { languages: supported } = context
  const { values } = mergeEdit(eventFieldNames(supported), { seen: {}, current: {}, submitted })
  const parsed = parseEventValues(values, { supported })
  if (!parsed.ok) return parsed
  const draft: Draft = { settings: parsed.settings, questions: [], name: "event.created" }
  if ((values.slug ?? []).length === 0)
    return { ok: true, slug: await insertUnderFreeSlug(context, scope, draft) }
  const isInserted = await insertDraft(context, scope, draft)
  return isInserted
    ? { ok: true, slug: parsed.settings.slug }
    : { ok: false, issues: { slug: { code: "slug_taken" } } }
}

export type Draft = {
  settings: EventSettings
  questions: NewQuestion[]
  /** What its page says, read as it is copied, so that no picture it speaks of is replaced meanwhile. */
  readPage?: (tx: Database) => Promise<PageContent>
  name: OrganizerAct["name"]
  /** The event it is a copy of. */
  original?: string
}

/** Inserts a draft under the first free slug of its own: `summit`, `summit-2` … */
export async function insertUnderFreeSlug(
  context: EditorContext,
  scope: OrganizerScope,
  draft: Draft,
): Promise<string> {
  const base = slugOf(draft.settings.slug) || "event"
  for (let number = 1; ; number++) {
    const slug = number === 1 && !reservedSlugs.includes(base) ? base : `${base}-${number}`
    if (await isSlugTaken(context.db, slug)) continue
    // Between the look and the insert somebody may take it; then the next one is tried.
    if (await insertDraft(context, scope, { ...draft, settings: { ...draft.settings, slug } })) return slug
  }
}

async function insertDraft(
  { db, clock, newId }: EditorContext,
  scope: OrganizerScope,
  { settings, questions, readPage, name, original }: Draft,
): Promise<boolean> {
  const now = clock()
  const eventId = newId()
  const { organization } = scope
  return db.transaction(async (tx) => {
    const isInserted = await insertEvent(tx, {
      ...settings,
      id: eventId,
      organization,
      revision: 0,
      publishedAt: null,
      createdAt: now,
      questions: questions.map((question) => ({ ...question, id: newId() })),
    })
    if (isInserted && readPage) await writePageContent(tx, eventId, await readPage(tx), 0)
    if (isInserted && original) await copyPictures(tx, original, eventId)
    if (isInserted) await recordOrganizerEvent(tx, scope, { name, eventId }, now)
    return isInserted
  })
}
