import { getTranslations } from "next-intl/server"
import type { EditorLabels } from "@/lib/domain/editor-form"
import { languageNames, languages } from "@/lib/i18n/languages"

const fields = ["subject", "body", "optional", "send_at"] as const

const translated = ["subject", "body"] as const

type MessageEvent = { languages: string[] }

/** The event's other languages, each under its own name. */
export function translationsOf({ languages: codes }: MessageEvent): { code: string; name: string }[] {
  return languages
    .filter((code) => codes.slice(1).includes(code))
    .map((code) => ({ code, name: languageNames[code] }))
}

/** Fields of the form of a message in its order. */
export function messageFieldOrder(event: MessageEvent): string[] {
  const words = translationsOf(event).flatMap(({ code }) => translated.map((name) => `${name}_${code}`))
  return [...fields, ...words]
}

/** What the fields of the form of a message are called. */
export async function loadMessageLabels(event: MessageEvent): Promise<EditorLabels> {
  const t = await getTranslations("editor.message")
  const own = fields.map((name) => [name, t(`label.${name}`)])
  const words = translationsOf(event).flatMap(({ code, name: language }) =>
    translated.map((name) => [`${name}_${code}`, `${t(`label.${name}`)} (${language})`]),
  )
  return { fields: Object.fromEntries([...own, ...words]), values: {} }
}
