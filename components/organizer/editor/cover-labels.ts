import { getTranslations } from "next-intl/server"
import type { EditorLabels } from "@/lib/domain/editor-form"
import type { NamedLanguage } from "./event-labels"

/** What the fields of the form of a cover are called, those of what it shows in each of an event's languages among them. */
export async function loadCoverLabels([own, ...others]: NamedLanguage[]): Promise<EditorLabels> {
  const t = await getTranslations("editor.cover.label")
  const alts = others.map(({ code, name }) => [`alt_${code}`, `${t("alt")} (${name})`])
  const alt = others.length > 0 && own ? `${t("alt")} (${own.name})` : t("alt")
  return {
    fields: { picture: t("picture"), focus: t("focus"), alt, ...Object.fromEntries(alts) },
    values: {},
  }
}
