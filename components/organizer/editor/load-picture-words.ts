import { getTranslations } from "next-intl/server"
import { largestPicture, pictureFocuses } from "@/lib/domain/picture"
import type { PictureWords } from "./picture-fields"

/** What the fields of a picture say; `hints` are those of its kind. */
export async function loadPictureWords(
  labels: { picture?: string; focus?: string },
  hints: { picture: string; focus: string },
): Promise<PictureWords> {
  const t = await getTranslations("editor.cover")
  const issue = await getTranslations("editor.issue")
  return {
    picture: labels.picture ?? "",
    pictureHint: hints.picture,
    tooHeavy: issue("picture_too_heavy", { limit: largestPicture.bytes / 1024 / 1024 }),
    again: t("again"),
    focus: labels.focus ?? "",
    focusHint: hints.focus,
    focuses: pictureFocuses.map((focus) => t(`focus.${focus}`)),
  }
}
