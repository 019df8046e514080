import { getTranslations } from "next-intl/server"
import type { EditorLabels } from "@/lib/domain/editor-form"

/** What the fields of the form of a speaker's picture are called. Their name is what it shows. */
export async function loadPortraitLabels(): Promise<EditorLabels> {
  const t = await getTranslations("editor.portrait.label")
  return { fields: { picture: t("picture"), focus: t("focus") }, values: {} }
}
