import { findLastEditor } from "@/lib/db/queries/event-editor"
import { type PageContentRow, readPageContent, writePageContent } from "@/lib/db/queries/page-content"
import { deleteUnusedPictures, insertPictureFiles } from "@/lib/db/queries/pictures"
import type { StoppedEdit } from "@/lib/domain/editor-form"
import type { EditorIssueCode, Issues } from "@/lib/domain/issue"
import {
  type ContentAct,
  type ContentForm,
  type ContentList,
  canMove,
  entryNames,
  mostEntries,
  type PageContent,
  type Session,
} from "@/lib/domain/page-content"
import { recordOrganizerEvent } from "@/lib/organizers/audit"
import type { EventScope } from "@/lib/organizers/scope"
import {
  type ContentFormContext,
  contactValues,
  contentFieldNames,
  faqValues,
  parseContact,
  parseFaqEntry,
  parseSession,
  parseSpeaker,
  sessionValues,
  speakerValues,
} from "./content-form"
import { type EditorContext, requireEditing } from "./editor-context"
import type { MadePicture } from "./make-picture"
import { type FormValues, fingerprints, mergeEdit, parseSeen } from "./merge-edit"
import { untilSaved } from "./until-saved"

type Refused = { ok: false; issues: Issues<EditorIssueCode>; stopped?: StoppedEdit }

/** `picture`: the files of one that the content has from now on. */
type Change = { ok: true; content: PageContent; act: ContentAct; picture?: MadePicture }

type Plan = Change | { ok: true } | Refused

export type SavedEntry = { ok: true; id: string } | Refused

function shownPictures({ speakers }: PageContent): string {
  return speakers.map(({ picture }) => picture?.hash).join()
}

/**
 * Reads the content, has `decide` say what is to become of it, and keeps that unless somebody else saved in between; then it
 * is decided anew. Null: what the form is about is no longer there.
 */
export async function changeContent<Decided extends Plan>(
  { db, clock }: EditorContext,
  scope: EventScope,
  decide: (content: PageContentRow) => Promise<Decided | null>,
): Promise<Decided | null> {
  requireEditing(scope)
  const eventId = scope.event.id
  const { plan } = await untilSaved(`The page of event ${eventId}`, async () => {
    const before = await readPageContent(db, eventId)
    const plan = await decide(before)
    if (!plan?.ok || !("content" in plan)) return { plan }
    const { content, act, picture }: Change = plan
    const isKept = await db.transaction(async (tx) => {
      if (!(await writePageContent(tx, eventId, content, before.version))) return false
      if (picture) await insertPictureFiles(tx, eventId, picture.hash, picture.files)
      if (shownPictures(content) !== shownPictures(before)) await deleteUnusedPictures(tx, eventId)
      await recordOrganizerEvent(tx, scope, { name: act, eventId }, clock())
      return true
    })
    return isKept ? { plan } : null
  })
  return plan
}

/** The values of an entry's form as it is stored; none for a new one. Null: there is no such entry. */
export function entryValues(
  content: PageContent,
  { list, id, timeZone }: { list: ContentList; id: string | null; timeZone: string },
): FormValues | null {
  if (id === null) return {}
  if (list === "sessions") {
    const session = content.sessions.find((each) => each.id === id)
    return session ? sessionValues(session, timeZone) : null
  }
  if (list === "speakers") {
    const speaker = content.speakers.find((each) => each.id === id)
    return speaker ? speakerValues(speaker) : null
  }
  const entry = content.faq.find((each) => each.id === id)
  return entry ? faqValues(entry) : null
}

/** What somebody else saved since the form was rendered, with the form's own; `stopped` where its author has to choose. */
async function merge(
  { db, languages }: EditorContext,
  scope: EventScope,
  { form, stored, submitted }: { form: ContentForm; stored: FormValues; submitted: FormValues },
): Promise<{ values: FormValues } | Refused> {
  const names = contentFieldNames(form, languages)
  // A form has the languages its event is offered in: words in others stay. Unticked boxes are not sent, and mean none.
  const missing = Object.entries(stored).filter(([name]) => !(name in submitted) && name !== "speakers")
  const merged = mergeEdit(names, {
    seen: parseSeen(submitted.seen?.[0]),
    current: stored,
    submitted: { ...submitted, ...Object.fromEntries(missing) },
  })
  const { conflicts, unchosen, values } = merged
  if (conflicts.length === 0) return { values }
  const by = await findLastEditor(db, scope.event.id)
  return { ok: false, issues: {}, stopped: { conflicts, unchosen, seen: fingerprints(stored, names), by } }
}

/** The list with an entry in the place of its former self, or at the end. */
function withEntry<Entry extends { id: string }>(list: Entry[], entry: Entry): Entry[] {
  const isThere = list.some(({ id }) => id === entry.id)
  return isThere ? list.map((each) => (each.id === entry.id ? entry : each)) : [...list, entry]
}

/** Whether calendars that have a session must hear of what it is now. */
function concernsCalendars(before: Session, after: Session): boolean {
  const write = ({ title, room, startsAt, endsAt }: Session) =>
    JSON.stringify([title, room, startsAt, endsAt])
  return write(before) !== write(after)
}

function parseEntry(
  content: PageContent,
  { list, id }: { list: ContentList; id: string },
  values: FormValues,
  context: ContentFormContext,
): { content: PageContent; issues: Issues<EditorIssueCode> } {
  if (list === "sessions") {
    const current = content.sessions.find((each) => each.id === id)
    const { entry, issues } = parseSession(values, { id, revision: current?.revision ?? 0 }, context)
    const revision = current && concernsCalendars(current, entry) ? entry.revision + 1 : entry.revision
    return { content: { ...content, sessions: withEntry(content.sessions, { ...entry, revision }) }, issues }
  }
  if (list === "speakers") {
    const { entry, issues } = parseSpeaker(values, id, context)
    const picture = content.speakers.find((each) => each.id === id)?.picture
    const speaker = { ...entry, ...(picture && { picture }) }
    return { content: { ...content, speakers: withEntry(content.speakers, speaker) }, issues }
  }
  const { entry, issues } = parseFaqEntry(values, id, context)
  return { content: { ...content, faq: withEntry(content.faq, entry) }, issues }
}

/**
 * Saves the form of an entry: a new one without `id`, else the one there is. What others saved since the form was rendered is
 * shown to its author, never overwritten. Null: there is no such entry.
 */
export async function saveEntry(
  context: EditorContext,
  scope: EventScope,
  { list, id }: { list: ContentList; id: string | null },
  submitted: FormValues,
): Promise<SavedEntry | null> {
  const { event } = scope
  const newId = id ?? context.newId()
  const saved = await changeContent(context, scope, async (content): Promise<Plan | null> => {
    const stored = entryValues(content, { list, id, timeZone: event.timeZone })
    if (!stored) return null
    if (id === null && content[list].length >= mostEntries[list]) {
      const [first = "title"] = contentFieldNames(list, [])
      return { ok: false, issues: { [first]: { code: "too_many_entries", limit: mostEntries[list] } } }
    }
    const merged = await merge(context, scope, { form: list, stored, submitted })
    if ("ok" in merged) return merged
    const form = { supported: context.languages, event, speakers: content.speakers }
    const { content: after, issues } = parseEntry(content, { list, id: newId }, merged.values, form)
    if (Object.keys(issues).length > 0) return { ok: false, issues }
    return { ok: true, content: after, act: `${entryNames[list]}.${id === null ? "added" : "edited"}` }
  })
  return saved?.ok ? { ok: true, id: newId } : saved
}

/** Saves whom to ask and how to get there. */
export async function saveContact(
  context: EditorContext,
  scope: EventScope,
  submitted: FormValues,
): Promise<{ ok: true; version: number } | Refused> {
  let version = 0
  const saved = await changeContent(context, scope, async (content): Promise<Plan> => {
    version = content.version + 1
    const merged = await merge(context, scope, { form: "contact", stored: contactValues(content), submitted })
    if ("ok" in merged) return merged
    const form = { supported: context.languages, event: scope.event, speakers: content.speakers }
    const { entry, issues } = parseContact(merged.values, form)
    if (Object.keys(issues).length > 0) return { ok: false, issues }
    return { ok: true, content: { ...content, ...entry }, act: "contact.edited" }
  })
  return saved?.ok === false ? saved : { ok: true, version }
}

function swapped<Entry>(list: Entry[], one: number, other: number): Entry[] {
  const [first, second] = [list[one], list[other]]
  if (first === undefined || second === undefined) return list
  return list.map((entry, index) => (index === one ? second : index === other ? first : entry))
}

/** Moves an entry one place up or down; false: there is no such entry. One that cannot go further stays where it is. */
export async function moveEntry(
  context: EditorContext,
  scope: EventScope,
  { list, id, direction }: { list: ContentList; id: string; direction: "up" | "down" },
): Promise<boolean> {
  const moved = await changeContent(context, scope, async (content): Promise<Plan | null> => {
    const index = content[list].findIndex((each) => each.id === id)
    if (index < 0) return null
    if (!canMove(content, { list, id, direction })) return { ok: true }
    const other = index + (direction === "up" ? -1 : 1)
    const after = { ...content, [list]: swapped<{ id: string }>(content[list], index, other) }
    return { ok: true, content: after, act: `${entryNames[list]}.moved` }
  })
  return moved !== null
}

/** Takes an entry off the page. A speaker who has sessions is taken off those first. Null: there is no such entry. */
export async function removeEntry(
  context: EditorContext,
  scope: EventScope,
  { list, id }: { list: ContentList; id: string },
): Promise<{ ok: true } | Refused | null> {
  const removed = await changeContent(context, scope, async (content): Promise<Plan | null> => {
    if (!content[list].some((each) => each.id === id)) return null
    const session = content.sessions.find(({ speakerIds }) => list === "speakers" && speakerIds.includes(id))
    if (session) {
      return { ok: false, issues: { remove: { code: "speaks_in_session", text: session.title } } }
    }
    const left = content[list].filter((each) => each.id !== id)
    return { ok: true, content: { ...content, [list]: left }, act: `${entryNames[list]}.removed` }
  })
  return removed?.ok ? { ok: true } : removed
}
