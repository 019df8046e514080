import { readFileSync } from "node:fs"
import path from "node:path"
import { createTranslator, type Messages } from "use-intl/core"
import type attendee from "@/messages/en/attendee.json"
import type common from "@/messages/en/common.json"
import type editor from "@/messages/en/editor.json"
import type exports from "@/messages/en/export.json"
import type insights from "@/messages/en/insights.json"
import type list from "@/messages/en/list.json"
import type mail from "@/messages/en/mail.json"
import type marketing from "@/messages/en/marketing.json"
import type me from "@/messages/en/me.json"
import type organizer from "@/messages/en/organizer.json"
import type person from "@/messages/en/person.json"
import type profile from "@/messages/en/profile.json"
import type report from "@/messages/en/report.json"
import type sync from "@/messages/en/sync.json"
import type verification from "@/messages/en/verification.json"
import type wallet from "@/messages/en/wallet.json"
import { isLanguage, type Language } from "./languages"

declare module "use-intl" {
  /** What next-intl checks keys by: English has every message. */
  interface AppConfig {
    Locale: Language
    Messages: {
      common: typeof common
      attendee: typeof attendee
      profile: typeof profile
      me: typeof me
      mail: typeof mail
      organizer: typeof organizer
      person: typeof person
      list: typeof list
      editor: typeof editor
      export: typeof exports
      insights: typeof insights
      report: typeof report
      sync: typeof sync
      wallet: typeof wallet
      marketing: typeof marketing
      verification: typeof verification
    }
  }
}

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
  "report",
  "sync",
  "wallet",
  "marketing",
  "verification",
] as const satisfies (keyof Messages)[]

const loaded = new Map<Language, Messages>()

/** Everything we say in a language, by namespace. From the working directory, because Next moves compiled modules. */
export function loadMessages(language: Language): Messages {
  const known = loaded.get(language)
  if (known) return known
  const messages: Messages = Object.assign(
    {},
    ...namespaces.map((namespace) => ({
      [namespace]: JSON.parse(
        readFileSync(path.join(process.cwd(), "messages", language, `${namespace}.json`), "utf8"),
      ),
    })),
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

/** What a ticket in a phone's wallet is written with, and what offers it. */
export function walletTranslator(language: string) {
  const locale = isLanguage(language) ? language : "en"
  return createTranslator({ locale, messages: loadMessages(locale), namespace: "wallet" })
}
