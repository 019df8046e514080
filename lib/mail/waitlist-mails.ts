import type { Event } from "@/lib/domain/event"
import { dayAndTime, fullDate, zoneLabel } from "@/lib/domain/event-time"
import type { WaitlistMail } from "@/lib/domain/waitlist"
import { mailTranslator } from "@/lib/i18n/messages"
import { letter } from "./letter"
import { type MailMessage, oneLine } from "./message"

type Told = {
  to: string
  language: string
  /** How the reader writes dates. */
  dates: string
  event: Event
  /** Where the person acts without signing in. */
  url: string
  ticketUrl: string
  eventUrl: string
  /** When the offer ends. */
  heldUntil: Date | null
}

function facts({ event, dates, heldUntil }: Told) {
  const { timeZone } = event
  const until = heldUntil
    ? `${dayAndTime(heldUntil, timeZone, dates)} (${zoneLabel(heldUntil, timeZone, dates)})`
    : ""
  return { event: oneLine(event.title), date: fullDate(event.startsAt, timeZone, dates), until }
}

/** What somebody on a waitlist is told, but for the ticket that was taken for them. */
export function waitlistMail(kind: Exclude<WaitlistMail, "place_taken">, mail: Told): MailMessage {
  const t = mailTranslator(mail.language)
  const { to, language, event, url, ticketUrl, eventUrl } = mail
  const said = facts(mail)
  const envelope = { to, language, hue: event.hue, eyebrow: said.event }
  switch (kind) {
    case "waitlisted":
      return letter({
        ...envelope,
        subject: t("waitlist.joined.subject", said),
        heading: t("waitlist.joined.heading"),
        paragraphs: [t("waitlist.joined.body", said), t("waitlist.joined.choice")],
        link: { label: t("waitlist.joined.link"), url: ticketUrl },
        aside: { label: t("waitlist.joined.leave"), url },
        reason: t("waitlist.joined.reason"),
      })
    case "offered":
      return letter({
        ...envelope,
        subject: t("waitlist.offered.subject", said),
        heading: t("waitlist.offered.heading"),
        paragraphs: [t("waitlist.offered.body", said)],
        link: { label: t("waitlist.offered.link"), url },
        aside: { label: t("waitlist.offered.leave"), url },
        reason: t("waitlist.offered.reason"),
      })
    case "claimable":
      return letter({
        ...envelope,
        subject: t("waitlist.claimable.subject", said),
        heading: t("waitlist.claimable.heading"),
        paragraphs: [t("waitlist.claimable.body", said)],
        link: { label: t("waitlist.claimable.link"), url },
        aside: { label: t("waitlist.claimable.leave"), url },
        reason: t("waitlist.claimable.reason"),
      })
    case "offer_ended":
      return letter({
        ...envelope,
        subject: t("waitlist.ended.subject", said),
        heading: t("waitlist.ended.heading"),
        paragraphs: [t("waitlist.ended.body", said)],
        link: { label: t("waitlist.ended.link"), url: eventUrl },
        reason: t("waitlist.ended.reason"),
      })
  }
}

/** An organizer took somebody off the waitlist. They had no ticket, so there is nothing for a calendar. */
export function takenOffWaitlistMail(mail: Omit<Told, "url" | "ticketUrl" | "heldUntil">): MailMessage {
  const t = mailTranslator(mail.language)
  const { to, language, event, dates, eventUrl } = mail
  const date = fullDate(event.startsAt, event.timeZone, dates)
  const said = { event: oneLine(event.title), host: oneLine(event.host), date }
  return letter({
    ...{ to, language, hue: event.hue, eyebrow: said.event },
    subject: t("waitlist.removed.subject", said),
    heading: t("waitlist.removed.heading"),
    paragraphs: [t("waitlist.removed.body", said)],
    link: { label: t("waitlist.ended.link"), url: eventUrl },
    reason: t("waitlist.removed.reason"),
  })
}
