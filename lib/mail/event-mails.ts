import { type Event, erasedOn } from "@/lib/domain/event"
import type { EventPlan } from "@/lib/domain/event-news"
import { clockTime, fullDate, fullRange, zoneLabel } from "@/lib/domain/event-time"
import { mapUrl } from "@/lib/domain/map-url"
import { type MailTranslator, mailTranslator } from "@/lib/i18n/messages"
import { type Letter, letter } from "./letter"
import { type CalendarPart, type MailMessage, oneLine } from "./message"

/** `event` is in the reader's language, which `dates` are written in as in their country; `url` is their ticket. */
type Told = { to: string; language: string; dates: string; event: Event; url: string }

type EventMail = Told & { calendar: CalendarPart }

/** Nobody asked for it, so it can be ended. */
type UnaskedMail = Told & { unsubscribe: { pageUrl: string; oneClickUrl: string } }

function envelope({ to, language, event, ...mail }: EventMail | UnaskedMail) {
  const calendar = "calendar" in mail ? { calendar: mail.calendar } : {}
  return { to, language, hue: event.hue, eyebrow: oneLine(event.title), ...calendar }
}

function when(plan: Pick<EventPlan, "startsAt" | "endsAt" | "timeZone">, dates: string): string {
  return `${fullRange(plan, dates)} (${zoneLabel(plan.startsAt, plan.timeZone, dates, plan.endsAt)})`
}

function where({ venueName, venueAddress }: Pick<EventPlan, "venueName" | "venueAddress">): string {
  return [venueName, venueAddress].filter((part) => part !== null).join(" · ")
}

function doors(
  t: MailTranslator,
  { doorsAt, timeZone }: Pick<EventPlan, "doorsAt" | "timeZone">,
  dates: string,
) {
  return doorsAt ? clockTime(doorsAt, timeZone, dates) : t("eventNews.no_doors")
}

function factsOf({ event, dates }: Told) {
  return { event: oneLine(event.title), host: oneLine(event.host), date: fullRange(event, dates) }
}

/** When and where the event is now. */
function nowList(t: MailTranslator, event: Event, dates: string): string[] {
  return [
    t("eventNews.now", { label: t("ticket.when"), now: when(event, dates) }),
    t("eventNews.now", { label: t("ticket.where"), now: where(event) }),
  ]
}

/** The organizer called off an event that somebody only waited for; `url` is its page. */
export function waitedEventCancelledMail(mail: Told): MailMessage {
  const t = mailTranslator(mail.language)
  const { to, language, event, url } = mail
  const facts = factsOf(mail)
  const { cancelReason } = event
  return letter({
    ...{ to, language, hue: event.hue, eyebrow: facts.event },
    subject: t("eventCancelled.subject", facts),
    heading: t("eventCancelled.heading"),
    paragraphs: [
      t("eventCancelled.body", facts),
      ...(cancelReason ? [t("eventCancelled.why", { host: facts.host, reason: oneLine(cancelReason) })] : []),
    ],
    link: { label: t("waitlist.ended.link"), url },
    reason: t("waitlist.joined.reason"),
  })
}

/** It takes place after all, for somebody who still waits; `url` is its page. */
export function waitedEventReinstatedMail(mail: Told): MailMessage {
  const t = mailTranslator(mail.language)
  const { to, language, dates, event, url } = mail
  const facts = factsOf(mail)
  return letter({
    ...{ to, language, hue: event.hue, eyebrow: facts.event },
    subject: t("eventReinstated.subject", facts),
    heading: t("eventReinstated.heading"),
    paragraphs: [t("eventReinstated.body", facts), t("waitlist.still")],
    list: nowList(t, event, dates),
    link: { label: t("waitlist.ended.link"), url },
    reason: t("waitlist.joined.reason"),
  })
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
  const { event, dates } = mail
  return letter({
    ...envelope(mail),
    subject: t("eventReinstated.subject", factsOf(mail)),
    heading: t("eventReinstated.heading"),
    paragraphs: [t("eventReinstated.body", factsOf(mail)), t("eventReinstated.ticket")],
    list: nowList(t, event, dates),
    link: { label: t("eventNews.link"), url: mail.url },
    reason: t("eventNews.reason"),
  })
}

/** What is different about when and where the event is, each with what it was. */
function changes(t: MailTranslator, { event, dates }: EventMail, before: EventPlan): Letter["list"] {
  const rows = [
    { label: t("ticket.when"), now: when(event, dates), was: when(before, dates) },
    { label: t("ticket.doors"), now: doors(t, event, dates), was: doors(t, before, dates) },
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

/** The event is tomorrow: when, where, and what to know or bring. */
export function dayBeforeMail(mail: UnaskedMail): MailMessage {
  const t = mailTranslator(mail.language)
  const { event, dates } = mail
  const { ticketNote } = event
  const facts = [
    { label: t("ticket.when"), now: when(event, dates) },
    ...(event.doorsAt ? [{ label: t("ticket.doors"), now: doors(t, event, dates) }] : []),
    { label: t("ticket.where"), now: where(event) },
    ...(ticketNote ? [{ label: t("ticket.note"), now: oneLine(ticketNote) }] : []),
  ]
  return letter({
    ...envelope(mail),
    subject: t("dayBefore.subject", factsOf(mail)),
    heading: t("dayBefore.heading"),
    paragraphs: [t("dayBefore.body", factsOf(mail))],
    list: facts.map((fact) => t("eventNews.now", fact)),
    link: { label: t("eventNews.link"), url: mail.url },
    aside: { label: t("dayBefore.map"), url: mapUrl(event) },
    reason: t("dayBefore.reason"),
    unsubscribe: { label: t("reminder.stop"), ...mail.unsubscribe },
  })
}

/** The event is over. */
export function thanksMail(mail: UnaskedMail): MailMessage {
  const t = mailTranslator(mail.language)
  const { event, dates } = mail
  const date = fullDate(erasedOn(event), event.timeZone, dates)
  return letter({
    ...envelope(mail),
    subject: t("thanks.subject", factsOf(mail)),
    heading: t("thanks.heading"),
    paragraphs: [t("thanks.body", factsOf(mail)), t("thanks.kept", { date })],
    link: { label: t("eventNews.link"), url: mail.url },
    reason: t("thanks.reason"),
    unsubscribe: { label: t("thanks.stop"), ...mail.unsubscribe },
  })
}
