import { getTranslations } from "next-intl/server"
import type { NamedLanguage } from "@/components/organizer/editor/event-labels"
import type { EditorLabels } from "@/lib/domain/editor-form"

const fields = ["subject", "body", "optional", "send_at"] as const

const translated = ["subject", "body"] as const

/** Fields of the form of a message in its order; `languages`: those the event is translated into. */
export function messageFieldOrder(languages: NamedLanguage[]): string[] {
  return [...fields, ...languages.flatMap(({ code }) => translated.map((name) => `${name}_${code}`))]
}

/** What the fields of the form of a message are called. */
export async function loadMessageLabels(languages: NamedLanguage[]): Promise<EditorLabels> {
  const t = await getTranslations("editor.message")
  const own = fields.map((name) => [name, t(`label.${name}`)])
  const words = languages.flatMap(({ code, name: language }) =>
    translated.map((name) => [`${name}_${code}`, `${t(`label.${name}`)} (${language})`]),
  )
  return { fields: Object.fromEntries([...own, ...words]), values: {} }
}
