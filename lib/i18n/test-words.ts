import { readFileSync } from "node:fs"
import { createTranslator } from "use-intl/core"
import type { Language } from "./languages"

/**
 * What a page or a mail says, `words("attendee.ticket.in")`, so that a text can change without its tests. A tag of the
 * message reads as what it encloses, or as the value of its name: `{ email: "ana@example.com" }` for `<email></email>`.
 */
export function words(
  key: string,
  values: Record<string, string | number> = {},
  locale: Language = "en",
): string {
  const [namespace, ...steps] = key.split(".")
  const messages: unknown = JSON.parse(readFileSync(`messages/${locale}/${namespace}.json`, "utf8"))
  const raw = steps.reduce((node, step) => Object(node)[step], messages)
  if (typeof raw !== "string") throw new Error(`There is no message ${key}`)
  const text = raw.replace(/<(\w+)><\/\1>/g, (_, name) => `${values[name] ?? ""}`)
  const tags = [...text.matchAll(/<(\w+)>/g)].map(([, name = ""]) => name)
  const enclosed = Object.fromEntries(tags.map((name) => [name, (chunks: string) => chunks]))
  const translate = createTranslator({
    locale,
    messages: { text },
    onError: (error) => {
      throw error
    },
  })
  return translate.markup("text", { ...values, ...enclosed })
}
