import { getTranslations } from "next-intl/server"
import type { EditorLabels } from "@/lib/domain/editor-form"

type Door = { value: string; title: string }

/** What the fields of an invitation are called, and what can be chosen. */
export async function loadInvitationLabels(doors: Door[]): Promise<EditorLabels> {
  const t = await getTranslations("organizer.team")
  const places = [
    ["organizer", t("role.organizer")],
    ["assistant", t("role.assistant")],
    ...doors.map(({ value, title }) => [value, t("role.door", { event: title })]),
  ]
  return {
    fields: { email: t("label.email"), place: t("label.place") },
    values: { place: Object.fromEntries(places) },
  }
}
