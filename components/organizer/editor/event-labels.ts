import { getTranslations } from "next-intl/server"
import type { EditorLabels } from "@/lib/domain/editor-form"
import { eventMailHour } from "@/lib/domain/event-mail"

const fields = [
  "title",
  "slug",
  "host",
  "description",
  "time_zone",
  "starts_at",
  "ends_at",
  "doors_at",
  "venue_name",
  "venue_address",
  "capacity",
  "registration_opens_at",
  "registration_closes_at",
  "edit_deadline",
  "waitlist_order",
  "offer_hours",
  "claim_hours",
  "ticket_note",
  "event_mails",
  "hue",
  "language",
  "languages",
  "terms",
  "retention_days",
] as const

const translated = ["title", "description", "venue_name", "terms", "ticket_note"] as const

/** A language and what it calls itself. */
export type NamedLanguage = { code: string; name: string }

/** Fields of an event's form in its order: those of the event, then its words in each other language. */
export function eventFieldOrder(languages: NamedLanguage[]): string[] {
  return [...fields, ...languages.flatMap(({ code }) => translated.map((name) => `${name}_${code}`))]
}

/** What the fields of an event's form are called, `Title (Español)` for a translation. */
export async function loadEventLabels(languages: NamedLanguage[]): Promise<EditorLabels> {
  const t = await getTranslations("editor.event")
  const own = fields.map((name) => [name, t(`label.${name}`)])
  const words = languages.flatMap(({ code, name: language }) =>
    translated.map((name) => [`${name}_${code}`, `${t(`label.${name}`)} (${language})`]),
  )
  const names = Object.fromEntries(languages.map(({ code, name }) => [code, name]))
  return {
    fields: Object.fromEntries([...own, ...words]),
    values: {
      language: names,
      languages: names,
      waitlist_order: {
        none: t("waitlist.none"),
        first_come: t("waitlist.first_come"),
        lottery: t("waitlist.lottery"),
      },
      event_mails: {
        day_before: t("ticket.day_before", { hour: eventMailHour }),
        thanks: t("ticket.thanks", { hour: eventMailHour }),
      },
    },
  }
}
