import type { Event } from "@/lib/domain/event"
import type { EventPlan } from "@/lib/domain/event-news"
import { clockTime, fullRange, zoneLabel } from "@/lib/domain/event-time"
import { type MailTranslator, mailTranslator } from "@/lib/i18n/messages"
import { type Letter, letter } from "./letter"
import { type CalendarPart, type MailMessage, oneLine } from "./message"

/** `event` is in the reader's language; `url` is their ticket. */
type EventMail = {
  to: string
  language: string
  event: Event
  url: string
  calendar: CalendarPart
}

function envelope({ to, language, event, calendar }: EventMail) {
  return { to, language, hue: event.hue, eyebrow: oneLine(event.title), calendar }
}

function when(plan: Pick<EventPlan, "startsAt" | "endsAt" | "timeZone">, language: string): string {
  return `${fullRange(plan, language)} (${zoneLabel(plan.startsAt, plan.timeZone, language, plan.endsAt)})`
}

function where({ venueName, venueAddress }: Pick<EventPlan, "venueName" | "venueAddress">): string {
  return [venueName, venueAddress].filter((part) => part !== null).join(" · ")
}

function doors(
  t: MailTranslator,
  { doorsAt, timeZone }: Pick<EventPlan, "doorsAt" | "timeZone">,
  language: string,
) {
  return doorsAt ? clockTime(doorsAt, timeZone, language) : t("eventNews.no_doors")
}

function factsOf({ event, language }: EventMail) {
  return { event: oneLine(event.title), host: oneLine(event.host), date: fullRange(event, language) }
}

/** The organizer called the event off. */
export function eventCancelledMail(mail: EventMail): MailMessage {
  const t = mailTranslator(mail.language)
  const facts = factsOf(mail)
  const { cancelReason } = mail.event
  return letter({
    ...envelope(mail),
    subject: t("eventCancelled.subject", facts),
    heading: t("eventCancelled.heading"),
    paragraphs: [
      t("eventCancelled.body", facts),
      ...(cancelReason ? [t("eventCancelled.why", { host: facts.host, reason: oneLine(cancelReason) })] : []),
      t("eventCancelled.ticket"),
    ],
    link: { label: t("eventNews.link"), url: mail.url },
    reason: t("eventNews.reason"),
  })
}

/** It takes place after all. */
export function eventReinstatedMail(mail: EventMail): MailMessage {
  const t = mailTranslator(mail.language)
  const { event, language } = mail
  return letter({
    ...envelope(mail),
    subject: t("eventReinstated.subject", factsOf(mail)),
    heading: t("eventReinstated.heading"),
    paragraphs: [t("eventReinstated.body", factsOf(mail)), t("eventReinstated.ticket")],
    list: [
      t("eventNews.now", { label: t("ticket.when"), now: when(event, language) }),
      t("eventNews.now", { label: t("ticket.where"), now: where(event) }),
    ],
    link: { label: t("eventNews.link"), url: mail.url },
    reason: t("eventNews.reason"),
  })
}

/** What is different about when and where the event is, each with what it was. */
function changes(t: MailTranslator, { event, language }: EventMail, before: EventPlan): Letter["list"] {
  const rows = [
    { label: t("ticket.when"), now: when(event, language), was: when(before, language) },
    { label: t("ticket.doors"), now: doors(t, event, language), was: doors(t, before, language) },
    { label: t("ticket.where"), now: where(event), was: where(before) },
  ]
  return rows.filter(({ now, was }) => now !== was).map((row) => t("eventNews.change", row))
}

/** The event is at another time or place; `before` is what its reader knows, in their language. */
export function eventMovedMail(mail: EventMail & { before: EventPlan }): MailMessage {
  const t = mailTranslator(mail.language)
  const list = changes(t, mail, mail.before)
  return letter({
    ...envelope(mail),
    subject: t("eventMoved.subject", factsOf(mail)),
    heading: t("eventMoved.heading"),
    paragraphs: [t("eventMoved.body", factsOf(mail))],
    ...(list && { list }),
    link: { label: t("eventNews.link"), url: mail.url },
    reason: t("eventNews.reason"),
  })
}
