import type { Event } from "@/lib/domain/event"
import { mailTranslator } from "@/lib/i18n/messages"
import { type Letter, letter } from "./letter"
import { type MailMessage, oneLine } from "./message"

type OrganizerMail = {
  to: string
  language: string
  /** In the reader's language. */
  event: Event
  subject: string
  /** Markdown, and the same as plain text, with every field filled in. */
  body: { markdown: string; text: string }
  /** The reader's ticket. */
  url: string
  /** Of news and offers, which the reader may end. */
  unsubscribe: Omit<NonNullable<Letter["unsubscribe"]>, "label"> | null
}

/** How answers are said to a reader. */
export function answerReader(language: string): { language: string; yes: string; no: string } {
  const t = mailTranslator(language)
  return { language, yes: t("message.yes"), no: t("message.no") }
}

/** What an organizer wrote, to one attendee. */
export function organizerMail({ to, language, event, body, url, ...mail }: OrganizerMail): MailMessage {
  const t = mailTranslator(language)
  const facts = { event: oneLine(event.title), host: oneLine(event.host) }
  const { unsubscribe } = mail
  return letter({
    to,
    language,
    hue: event.hue,
    eyebrow: oneLine(event.title),
    subject: mail.subject,
    heading: mail.subject,
    paragraphs: [],
    body,
    link: { label: t("message.link"), url },
    reason: t("message.reason", facts),
    ...(unsubscribe && { unsubscribe: { ...unsubscribe, label: t("message.unsubscribe") } }),
  })
}
