import type { Database } from "@/lib/db/database"
import { findPictureFile } from "@/lib/db/queries/pictures"
import type { EditorIssueCode, Issues } from "@/lib/domain/issue"
import {
  awaitsPicture,
  type Picture,
  type PictureFocus,
  pictureFocuses,
  wholePictures,
} from "@/lib/domain/picture"
import { type Cut, cutPicture, makePicture, type PictureMaking } from "./make-picture"
import type { FormValues } from "./merge-edit"

/** `seen`: what the form was shown of, from now on. `overtaken`: somebody else changed the picture since it was. */
export type EditedPicture =
  | { ok: true; seen: string }
  | { ok: false; issues: Issues<EditorIssueCode> }
  | { ok: false; overtaken: { seen: string } }

/** What the form of a picture was shown of, and whether a file it was sent with before waits to be sent again. */
export function seenOf(values: FormValues): { seen: string; isAwaited: boolean } {
  const [seen = ""] = values.seen ?? []
  return { seen: seen.replace(awaitsPicture, ""), isAwaited: seen.endsWith(awaitsPicture) }
}

/** What is wrong where no file was sent and one is needed. */
export function missingFile(
  file: Uint8Array | null,
  { stored, isAwaited }: { stored: Picture | null; isAwaited: boolean },
): Issues<EditorIssueCode> {
  if (file || (stored && !isAwaited)) return {}
  return { picture: { code: stored ? "picture_again" : "picture_missing" } }
}

export function focusOf(values: FormValues): PictureFocus {
  return pictureFocuses.find((each) => each === values.focus?.[0]) ?? "center_center"
}

/** The picture there is to be; no files where those that are there stay. */
export async function makeSent(
  db: Database,
  { stored, file }: { stored: Picture | null; file: Uint8Array | null },
  how: Cut,
): Promise<PictureMaking> {
  if (file) return makePicture(file, how)
  const source = stored && (await findPictureFile(db, stored.hash, wholePictures.source))
  if (!source) return { ok: false, issue: { code: "picture_missing" } }
  if (stored.focus !== how.focus) return cutPicture(source, how)
  return { ok: true, made: { hash: stored.hash, widths: stored.widths, focus: how.focus, files: [] } }
}

/** The form's answer to somebody who was overtaken, to send again over what is there now. */
export function overtakenBy(fingerprint: string, file: Uint8Array | null): EditedPicture {
  return { ok: false, overtaken: { seen: fingerprint + (file ? awaitsPicture : "") } }
}
