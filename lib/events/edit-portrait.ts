import { readPageContent } from "@/lib/db/queries/page-content"
import type { PageContent, Speaker } from "@/lib/domain/page-content"
import { type Picture, portraitShape } from "@/lib/domain/picture"
import type { EventScope } from "@/lib/organizers/scope"
import { changeContent } from "./edit-content"
import type { EditorContext } from "./editor-context"
import type { FormValues } from "./merge-edit"
import { type EditedPicture, focusOf, makeSent, missingFile, overtakenBy, seenOf } from "./picture-form"

/** Names what is stored of a speaker's picture: whoever changes any of it has to have seen the rest. */
function fingerprint(picture: Picture | undefined): string {
  return picture ? `${picture.hash}-${picture.focus}` : ""
}

/** What the form of a speaker's picture starts from. */
export function portraitValues({ picture }: Speaker): FormValues {
  return { seen: [fingerprint(picture)], focus: [picture?.focus ?? "center_center"] }
}

function withPicture(content: PageContent, id: string, picture: Picture | undefined): PageContent {
  const speakers = content.speakers.map(({ picture: before, ...speaker }) => {
    const kept = speaker.id === id ? picture : before
    return { ...speaker, ...(kept && { picture: kept }) }
  })
  return { ...content, speakers }
}

/**
 * Saves the form of a speaker's picture: a new one (`file`; null: none was chosen), and which part of it counts. Null: there
 * is no such speaker.
 */
export async function editPortrait(
  context: EditorContext,
  scope: EventScope,
  id: string,
  { submitted, file }: { submitted: FormValues; file: Uint8Array | null },
): Promise<EditedPicture | null> {
  const { db } = context
  const { speakers } = await readPageContent(db, scope.event.id)
  const speaker = speakers.find((each) => each.id === id)
  if (!speaker) return null
  const { picture: stored = null } = speaker
  const { seen, isAwaited } = seenOf(submitted)
  const issues = missingFile(file, { stored, isAwaited })
  if (Object.keys(issues).length > 0) return { ok: false, issues }
  if (seen !== fingerprint(speaker.picture)) return overtakenBy(fingerprint(speaker.picture), file)
  const making = await makeSent(db, { stored, file }, { shape: portraitShape, focus: focusOf(submitted) })
  if (!making.ok) return { ok: false, issues: { picture: making.issue } }
  const { files: _, ...picture } = making.made
  let now: Speaker | undefined = speaker
  await changeContent(context, scope, async (content) => {
    now = content.speakers.find((each) => each.id === id)
    if (!now) return null
    if (fingerprint(now.picture) !== seen) return { ok: true }
    const after = withPicture(content, id, picture)
    return { ok: true, content: after, act: "speaker.picture_saved", picture: making.made }
  })
  if (!now) return null
  return fingerprint(now.picture) === seen
    ? { ok: true, seen: fingerprint(picture) }
    : overtakenBy(fingerprint(now.picture), file)
}

/**
 * Takes a speaker's picture away for good, if it still has this hash; removed twice it is removed once. False: the speaker
 * has another one by now. Null: there is no such speaker.
 */
export async function removePortrait(
  context: EditorContext,
  scope: EventScope,
  { id, hash }: { id: string; hash: string },
): Promise<boolean | null> {
  const removed = await changeContent(context, scope, async (content) => {
    const speaker = content.speakers.find((each) => each.id === id)
    if (!speaker) return null
    const isOther = speaker.picture !== undefined && speaker.picture.hash !== hash
    if (!speaker.picture || isOther) return { ok: true, isOther }
    const after = withPicture(content, id, undefined)
    return { ok: true, content: after, act: "speaker.picture_removed", isOther }
  })
  return removed && !removed.isOther
}
