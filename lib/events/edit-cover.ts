import { createHash } from "node:crypto"
import { findCover, findCoverPicture, replaceCoverPictures, updateCover } from "@/lib/db/queries/covers"
import {
  awaitsPicture,
  type CoverAct,
  type CoverFocus,
  coverActName,
  coverFocuses,
  type EventCover,
  longestAlt,
  wholePictures,
} from "@/lib/domain/cover"
import type { EditorIssueCode, Issues } from "@/lib/domain/issue"
import { recordOrganizerEvent } from "@/lib/organizers/audit"
import type { EventScope } from "@/lib/organizers/scope"
import { type CoverMaking, cutCover, type MadeCover, makeCover } from "./cover-pictures"
import { type EditorContext, requireEditing } from "./editor-context"
import type { FormValues } from "./merge-edit"

/** `seen`: what the form was shown of, from now on. `overtaken`: somebody else changed the cover since it was. */
export type EditedCover =
  | { ok: true; seen: string }
  | { ok: false; issues: Issues<EditorIssueCode> }
  | { ok: false; overtaken: { seen: string } }

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

type Typed = { focus: CoverFocus; alt: string; translations: Record<string, string> }

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
  const focus = coverFocuses.find((each) => each === values.focus?.[0]) ?? "center_center"
  return { typed: { focus, alt, translations }, issues }
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
): Promise<EditedCover> {
  requireEditing(scope)
  const { db } = context
  const { id: eventId, languages } = scope.event
  const stored = await findCover(db, eventId)
  const { typed, issues } = parse(submitted, languages)
  const [seen = ""] = submitted.seen ?? []
  const isPictureMissing = !file && (!stored || seen.endsWith(awaitsPicture))
  if (isPictureMissing) issues.picture = { code: stored ? "picture_again" : "picture_missing" }
  if (Object.keys(issues).length > 0) return { ok: false, issues }
  const overtakenBy = (cover: EventCover | null): EditedCover => ({
    ok: false,
    overtaken: { seen: coverFingerprint(cover) + (file ? awaitsPicture : "") },
  })
  if (seen.replace(awaitsPicture, "") !== coverFingerprint(stored)) return overtakenBy(stored)
  const making = await make(context, stored, file, typed.focus)
  if (!making.ok) return { ok: false, issues: { picture: making.issue } }
  const { pictures, ...made } = making.made
  // Words in languages the event is no longer offered in stay.
  const words = Object.entries({ ...stored?.translations, ...typed.translations })
  const translations = Object.fromEntries(words.filter(([, alt]) => alt))
  const cover: EventCover = { ...made, alt: typed.alt, translations }
  const act = actOf(stored, file)
  return (await save(context, scope, { stored, cover, pictures, act }))
    ? { ok: true, seen: coverFingerprint(cover) }
    : overtakenBy(await findCover(db, eventId))
}

function actOf(stored: EventCover | null, file: Uint8Array | null): CoverAct {
  if (!stored) return "added"
  return file ? "replaced" : "changed"
}

/** The pictures there are to be; none where those that are there stay. */
async function make(
  { db }: Pick<EditorContext, "db">,
  stored: EventCover | null,
  file: Uint8Array | null,
  focus: CoverFocus,
): Promise<CoverMaking> {
  if (file) return makeCover(file, focus)
  const source = stored && (await findCoverPicture(db, stored.hash, wholePictures.source))
  if (!source) return { ok: false, issue: { code: "picture_missing" } }
  if (stored.focus !== focus) return cutCover(source, focus)
  return { ok: true, made: { hash: stored.hash, widths: stored.widths, focus, pictures: [] } }
}

type Change = {
  stored: EventCover | null
  cover: EventCover | null
  pictures: MadeCover["pictures"]
  act: CoverAct
}

async function save(
  { db, clock }: EditorContext,
  scope: EventScope,
  { stored, cover, pictures, act }: Change,
): Promise<boolean> {
  const { id: eventId } = scope.event
  return db.transaction(async (tx) => {
    if (!(await updateCover(tx, eventId, stored, cover))) return false
    if (!cover || pictures.length > 0) await replaceCoverPictures(tx, eventId, cover?.hash ?? "", pictures)
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
  return stored.hash === hash && save(context, scope, { stored, cover: null, pictures: [], act: "removed" })
}
