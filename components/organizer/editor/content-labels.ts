import { getTranslations } from "next-intl/server"
import type { EditorLabels } from "@/lib/domain/editor-form"
import type { ContentForm, Speaker } from "@/lib/domain/page-content"
import type { NamedLanguage } from "./event-labels"

/** The fields of each form of the event page's content in its order. */
const fields = {
  sessions: ["title", "starts_at", "ends_at", "room", "speakers", "text"],
  speakers: ["name", "role", "link", "text"],
  faq: ["question", "answer"],
  contact: ["contact_name", "contact_email", "contact_phone", "directions"],
} as const

/** Those among them that can be said in another language. */
const translated = {
  sessions: ["title", "room", "text"],
  speakers: ["name", "role", "text"],
  faq: ["question", "answer"],
  contact: ["contact_name", "directions"],
} as const

/** Fields of a form in its order: the event's own language, then the words in each other one. */
export function contentFieldOrder(form: ContentForm, languages: NamedLanguage[]): string[] {
  return [
    ...fields[form],
    ...languages.flatMap(({ code }) => translated[form].map((name) => `${name}_${code}`)),
  ]
}

/** What the fields of a form are called, `Title (Español)` for a translation, and who the speakers are. */
export async function loadContentLabels(
  form: ContentForm,
  { languages, speakers = [] }: { languages: NamedLanguage[]; speakers?: Speaker[] },
): Promise<EditorLabels> {
  const t = await getTranslations("editor.content")
  const own = fields[form].map((name) => [name, t(`label.${name}`)])
  const words = languages.flatMap(({ code, name: language }) =>
    translated[form].map((name) => [`${name}_${code}`, `${t(`label.${name}`)} (${language})`]),
  )
  return {
    fields: Object.fromEntries([...own, ...words]),
    values: { speakers: Object.fromEntries(speakers.map(({ id, name }) => [id, name])) },
  }
}
