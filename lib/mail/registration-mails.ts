import type { Event } from "@/lib/domain/event"
import { fullDate } from "@/lib/domain/event-time"
import { mailTranslator } from "@/lib/i18n/messages"
import { letter } from "./letter"
import { type CalendarPart, type MailMessage, oneLine } from "./message"

/** `dates` are written in the reader's language as in their country. */
type RegistrationMail = {
  to: string
  language: string
  dates: string
  event: Event
  url: string
  calendar?: CalendarPart
}

function envelope({ to, language, event, calendar }: RegistrationMail) {
  return { to, language, hue: event.hue, eyebrow: oneLine(event.title), ...(calendar && { calendar }) }
}

function factsOf({ event, dates }: RegistrationMail) {
  return { event: oneLine(event.title), date: fullDate(event.startsAt, event.timeZone, dates) }
}

/** Somebody gave their place back; `url` is the page where that can still be undone. */
export function cancelledMail(mail: RegistrationMail): MailMessage {
  const t = mailTranslator(mail.language)
  return letter({
    ...envelope(mail),
    subject: t("cancelled.subject", factsOf(mail)),
    heading: t("cancelled.heading"),
    paragraphs: [t("cancelled.body", factsOf(mail)), t("cancelled.undo")],
    link: { label: t("cancelled.link"), url: mail.url },
    reason: t("cancelled.reason"),
  })
}

/** The organizer gave somebody's place back; `url` is the event's page. */
export function cancelledByHostMail(mail: RegistrationMail): MailMessage {
  const t = mailTranslator(mail.language)
  const host = oneLine(mail.event.host)
  return letter({
    ...envelope(mail),
    subject: t("cancelledByHost.subject", factsOf(mail)),
    heading: t("cancelledByHost.heading"),
    paragraphs: [
      t("cancelledByHost.body", { ...factsOf(mail), host }),
      t("cancelledByHost.contact", { host }),
    ],
    link: { label: t("cancelledByHost.link"), url: mail.url },
    reason: t("cancelledByHost.reason"),
  })
}

/** A cancelled place was taken back; `url` is the ticket. */
export function restoredMail(mail: RegistrationMail): MailMessage {
  const t = mailTranslator(mail.language)
  return letter({
    ...envelope(mail),
    subject: t("restored.subject", factsOf(mail)),
    heading: t("restored.heading"),
    paragraphs: [t("restored.body", factsOf(mail))],
    link: { label: t("restored.link"), url: mail.url },
    reason: t("restored.reason"),
  })
}

export type ReminderMail = RegistrationMail & {
  /** Labels of the open questions, in the person's language. */
  questions: string[]
  /** When the first of them is needed. */
  needBy: Date
  unsubscribe: { pageUrl: string; oneClickUrl: string }
}

/** The one reminder of questions somebody has to answer; `url` is where they are asked. */
export function reminderMail(mail: ReminderMail): MailMessage {
  const t = mailTranslator(mail.language)
  const count = mail.questions.length
  const date = fullDate(mail.needBy, mail.event.timeZone, mail.dates)
  const host = oneLine(mail.event.host)
  return letter({
    ...envelope(mail),
    subject: t("reminder.subject", { count, event: oneLine(mail.event.title) }),
    heading: t("reminder.heading", { count }),
    paragraphs: [t("reminder.body", { host, date, count })],
    list: mail.questions,
    link: { label: t("reminder.link"), url: mail.url },
    reason: t("reminder.reason"),
    unsubscribe: { label: t("reminder.stop"), ...mail.unsubscribe },
  })
}
