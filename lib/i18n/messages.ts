import { readFileSync } from "node:fs"
import path from "node:path"
import { createTranslator, type Messages } from "use-intl/core"
import { isLanguage, type Language } from "./languages"

/** One file a namespace, so that a page's words are found by the page's name. */
const namespaces = [
  "common",
  "attendee",
  "profile",
  "me",
  "mail",
  "organizer",
  "person",
  "list",
  "editor",
  "export",
  "insights",
  "sync",
] as const

const loaded = new Map<Language, Messages>()

/** Everything we say in a language, by namespace. From the working directory, because Next moves compiled modules. */
export function loadMessages(language: Language): Messages {
  const known = loaded.get(language)
  if (known) return known
  const messages = Object.fromEntries(
    namespaces.map((namespace) => [
      namespace,
      JSON.parse(readFileSync(path.join(process.cwd(), "messages", language, `${namespace}.json`), "utf8")),
    ]),
  )
  loaded.set(language, messages)
  return messages
}

/** What mails are written with: they know no request. A language we do not speak becomes English. */
export function mailTranslator(language: string) {
  const locale = isLanguage(language) ? language : "en"
  return createTranslator({ locale, messages: loadMessages(locale), namespace: "mail" })
}

export type MailTranslator = ReturnType<typeof mailTranslator>
