import { createHash } from "node:crypto"
import {
  deleteUnusedPictures,
  findCover,
  insertPictureFiles,
  type PictureFile,
  updateCover,
} from "@/lib/db/queries/pictures"
import { type CoverAct, coverActName, type EventCover, longestAlt } from "@/lib/domain/cover"
import type { EditorIssueCode, Issues } from "@/lib/domain/issue"
import { coverShape, type PictureFocus } from "@/lib/domain/picture"
import { recordOrganizerEvent } from "@/lib/organizers/audit"
import type { EventScope } from "@/lib/organizers/scope"
import { type EditorContext, requireEditing } from "./editor-context"
import type { FormValues } from "./merge-edit"
import { type EditedPicture, focusOf, makeSent, missingFile, overtakenBy, seenOf } from "./picture-form"

/** Names everything that is stored of a cover: whoever changes any of it has to have seen the rest. */
function coverFingerprint(cover: EventCover | null): string {
  if (!cover) return ""
  const { hash, focus, alt, translations } = cover
  const words = Object.entries(translations).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return createHash("sha256")
    .update(JSON.stringify([hash, focus, alt, words]))
    .digest("base64url")
    .slice(0, 16)
}

/** What the form of an event's cover starts from. */
export function coverValues(cover: EventCover | null): FormValues {
  const translated = Object.entries(cover?.translations ?? {}).map(([language, alt]): [string, string[]] => [
    `alt_${language}`,
    [alt],
  ])
  return {
    seen: [coverFingerprint(cover)],
    focus: [cover?.focus ?? "center_center"],
    alt: [cover?.alt ?? ""],
    ...Object.fromEntries(translated),
  }
}

type Typed = { focus: PictureFocus; alt: string; translations: Record<string, string> }

function parse(
  values: FormValues,
  [, ...others]: string[],
): { typed: Typed; issues: Issues<EditorIssueCode> } {
  const text = (name: string) => (values[name]?.[0] ?? "").replace(/\s+/g, " ").trim()
  const issues: Issues<EditorIssueCode> = {}
  const alt = text("alt")
  if (!alt) issues.alt = { code: "required" }
  for (const name of ["alt", ...others.map((language) => `alt_${language}`)]) {
    if (text(name).length > longestAlt) issues[name] = { code: "too_long", limit: longestAlt }
  }
  const translations = Object.fromEntries(others.map((language) => [language, text(`alt_${language}`)]))
  return { typed: { focus: focusOf(values), alt, translations }, issues }
}

/**
 * Saves the form of an event's cover: a new picture (`file`; null: none was chosen), which part of it counts, and what it
 * shows. All of it or nothing.
 */
export async function editCover(
  context: EditorContext,
  scope: EventScope,
  submitted: FormValues,
  file: Uint8Array | null,
): Promise<EditedPicture> {
  requireEditing(scope)
  const { db } = context
  const { id: eventId, languages } = scope.event
  const stored = await findCover(db, eventId)
  const { seen, isAwaited } = seenOf(submitted)
  const { typed, issues: wordIssues } = parse(submitted, languages)
  const issues = { ...wordIssues, ...missingFile(file, { stored, isAwaited }) }
  if (Object.keys(issues).length > 0) return { ok: false, issues }
  if (seen !== coverFingerprint(stored)) return overtakenBy(coverFingerprint(stored), file)
  const making = await makeSent(db, { stored, file }, { shape: coverShape, focus: typed.focus })
  if (!making.ok) return { ok: false, issues: { picture: making.issue } }
  const { files, ...made } = making.made
  // Words in languages the event is no longer offered in stay.
  const words = Object.entries({ ...stored?.translations, ...typed.translations })
  const translations = Object.fromEntries(words.filter(([, alt]) => alt))
  const cover: EventCover = { ...made, alt: typed.alt, translations }
  const act = actOf(stored, file)
  return (await save(context, scope, { stored, cover, files, act }))
    ? { ok: true, seen: coverFingerprint(cover) }
    : overtakenBy(coverFingerprint(await findCover(db, eventId)), file)
}

function actOf(stored: EventCover | null, file: Uint8Array | null): CoverAct {
  if (!stored) return "added"
  return file ? "replaced" : "changed"
}

type Change = {
  stored: EventCover | null
  cover: EventCover | null
  files: PictureFile[]
  act: CoverAct
}

async function save(
  { db, clock }: EditorContext,
  scope: EventScope,
  { stored, cover, files, act }: Change,
): Promise<boolean> {
  const { id: eventId } = scope.event
  return db.transaction(async (tx) => {
    if (!(await updateCover(tx, eventId, stored, cover))) return false
    if (cover) await insertPictureFiles(tx, eventId, cover.hash, files)
    if (cover?.hash !== stored?.hash) await deleteUnusedPictures(tx, eventId)
    await recordOrganizerEvent(tx, scope, { name: coverActName(act), eventId }, clock())
    return true
  })
}

/**
 * Takes an event's cover away for good, if it still shows the picture with this hash; removed twice it is removed once. False:
 * the event has another cover by now.
 */
export async function removeCover(context: EditorContext, scope: EventScope, hash: string): Promise<boolean> {
  requireEditing(scope)
  const stored = await findCover(context.db, scope.event.id)
  if (!stored) return true
  return stored.hash === hash && save(context, scope, { stored, cover: null, files: [], act: "removed" })
}
