import { type Event, localiseEvent } from "@/lib/domain/event"
import { clockTime, dayAndMonth, dayTile, fullRange, zoneLabel } from "@/lib/domain/event-time"
import { displayTicketCode } from "@/lib/domain/ticket-code"
import type { WalletPlatform } from "@/lib/domain/wallet"
import { isolate } from "@/lib/i18n/languages"
import { type MailTranslator, mailTranslator, walletTranslator } from "@/lib/i18n/messages"
import { mailFrame, type } from "./frame"
import { type Html, html } from "./html"
import { type CalendarPart, calendarAttachment, type MailMessage, oneLine } from "./message"
import type { Palette } from "./palette"

type TicketMail = {
  to: string
  language: string
  /** The locale its dates are written by. */
  dates: string
  firstName: string
  event: Event
  ticketCode: string
  ticketUrl: string
  /** The code as a QR code, a PNG in base64. */
  codePicture: string
  /** Where the ticket has its Wi-Fi; null for an event without. */
  wifiUrl: string | null
  /** Wallets of phones that the ticket can be put into, and where. */
  wallets: { wallet: WalletPlatform; url: string }[]
  /** Who registered the address, so that the mail says truly why it comes. */
  origin: "person" | "organizer" | "gate"
  /** Where somebody gives up the place that was taken for them while they waited; null for every other ticket. */
  backUrl: string | null
  /** The event as an iCalendar file, and links that open it in calendars on the web. */
  calendar: CalendarPart & { googleUrl: string; outlookUrl: string }
}

type Fact = { label: string; value: string; note: string | null }

/** A mail whose event and code are ready to be written, and what it is written with. */
type Draft = Omit<TicketMail, "ticketCode" | "wallets"> & {
  t: MailTranslator
  links: { label: string; url: string }[]
  code: string
  facts: Fact[]
  heading: string
  reason: string
}

const codePictureId = "ticket-code@gatehouse"

/** The ticket by mail: when and where in the event's own time zone, the code, the link, and the event as `invite.ics`. */
export function ticketMail({ ticketCode, ...mail }: TicketMail): MailMessage {
  const { to, language, dates, calendar } = mail
  const t = mailTranslator(language)
  const event = localiseEvent(mail.event, language)
  const day = dayAndMonth(event.startsAt, event.timeZone, dates)
  const name = oneLine(mail.firstName)
  const title = oneLine(event.title)
  const heading = mail.backUrl ? t("waitlist.taken.heading", { name }) : t("ticket.heading", { day, name })
  const facts = factsOf(t, event, dates)
  const reason = mail.backUrl
    ? t("waitlist.taken.body", { event: title })
    : t(`ticket.reason.${mail.origin}`, { host: oneLine(event.host) })
  const w = walletTranslator(language)
  const links = mail.wallets.map(({ wallet, url }) => ({ label: w(`add.${wallet}`), url }))
  const draft = { ...mail, t, links, event, facts, heading, reason, code: displayTicketCode(ticketCode) }
  return {
    to,
    language,
    subject: mail.backUrl
      ? t("waitlist.taken.subject", { event: title })
      : t("ticket.subject", { event: title }),
    text: plainText(draft),
    html: mailFrame({ hue: event.hue, language }, (palette) => ({
      preview: facts.map(({ value }) => value).join(" · "),
      eyebrow: t("ticket.in"),
      heading,
      stub: { top: admission(palette, draft), bottom: codeAndLink(palette, draft) },
      footer: footer(palette, draft),
    })),
    attachments: [
      calendarAttachment(calendar),
      {
        filename: "ticket.png",
        contentType: "image/png",
        content: mail.codePicture,
        cid: codePictureId,
      },
    ],
  }
}

function factsOf(t: MailTranslator, event: Event, dates: string): Fact[] {
  const { startsAt, doorsAt, timeZone, venueName, venueAddress, ticketNote } = event
  const zone = zoneLabel(startsAt, timeZone, dates, event.endsAt)
  const when = { label: t("ticket.when"), value: fullRange(event, dates), note: zone }
  const address = venueAddress && oneLine(venueAddress)
  const where = { label: t("ticket.where"), value: oneLine(venueName), note: address }
  const doors = doorsAt && {
    label: t("ticket.doors"),
    value: clockTime(doorsAt, timeZone, dates),
    note: null,
  }
  const note = ticketNote && { label: t("ticket.note"), value: oneLine(ticketNote), note: null }
  return [when, doors, where, note].filter((fact) => fact !== null && fact !== "")
}

function plainText(draft: Draft): string {
  const { t, language, event, facts, heading, code, ticketUrl, links, wifiUrl, backUrl, reason } = draft
  const comma = language === "ar" ? "، " : ", "
  const lines = facts.map(
    ({ label, value, note }) => `${label}: ${[value, note].filter(Boolean).join(comma)}`,
  )
  return `${heading}

${oneLine(event.title)}
${t("ticket.host", { host: oneLine(event.host) })}

${lines.join("\n")}
${t("ticket.code")}: ${isolate(code, language)}

${t("ticket.yours")}: ${ticketUrl}
${t("ticket.access")}
${wifiUrl ? `\n${t("ticket.wifi")}: ${wifiUrl}\n` : ""}${links.map(({ label, url }) => `\n${label}: ${url}\n`).join("")}
${t("ticket.attached")}

${reason}
${backUrl ? `${t("waitlist.taken.back")}: ${backUrl}\n` : ""}`
}

function admission({ ink, ink2, ink3, tint, text }: Palette, { t, dates, event, facts }: Draft): Html {
  const tile = dayTile(event.startsAt, event.timeZone, dates)
  const rows = facts.map(
    ({ label, value, note }) => html`<p style="margin:16px 0 0;${type.fact}">
<span class="ink3" style="${type.small};color:${ink3}">${label}</span><br>
<span class="ink" style="color:${ink}">${value}</span>
${note && html`<br><span class="ink2" style="${type.small};color:${ink2}">${note}</span>`}</p>`,
  )
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td valign="top">
<p class="ink3" style="margin:0 0 8px;${type.eyebrow};color:${ink3}">${t("ticket.admission")}</p>
<h2 class="ink" style="margin:0;${type.title};color:${ink};overflow-wrap:anywhere">${event.title}</h2>
</td>
<td width="16"></td>
<td width="60" valign="top"><div class="tint" style="width:60px;padding:8px 0 9px;border-radius:10px;text-align:center;background:${tint};color:${text}">
<span style="${type.eyebrow}">${tile.month}</span><br><span style="${type.title}">${tile.day}</span>
</div></td>
</tr></table>
${rows}`
}

function codeAndLink(
  { ink, ink3, solid, onSolid, text }: Palette,
  { t, code, ticketUrl, links, wifiUrl }: Draft,
): Html {
  const wallets = links.map(
    ({ label, url }) =>
      html`<p style="margin:12px 0 0;${type.small};text-align:center"><a class="text" href="${url}" style="color:${text}">${label}</a></p>`,
  )
  return html`<p class="ink3" style="margin:0 0 6px;${type.eyebrow};color:${ink3}">${t("ticket.code")}</p>
<p class="ink" style="margin:0 0 16px;${type.code};color:${ink}"><span dir="ltr">${code}</span></p>
<p style="margin:0 0 20px"><img src="cid:${codePictureId}" width="200" height="200" alt="${t("ticket.qr_code", { code })}" style="display:block;width:200px;height:200px;border:0;border-radius:10px;background:#ffffff"></p>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td class="solid" align="center" style="border-radius:10px;background:${solid}">
<a class="solid" href="${ticketUrl}" style="display:block;padding:14px 20px;border-radius:10px;${type.fact};background:${solid};color:${onSolid};text-decoration:none">${t("ticket.open")}</a>
</td></tr></table>
${wallets}
${wifiUrl && html`<p style="margin:16px 0 0;${type.small};text-align:center"><a class="text" href="${wifiUrl}" style="color:${text}">${t("ticket.wifi")}</a></p>`}`
}

function footer({ text }: Palette, { t, event, calendar, reason, backUrl }: Draft): Html {
  const link = (href: string, label: string) =>
    html`<a class="text" href="${href}" style="color:${text}">${label}</a>`
  return html`<p style="margin:0 0 12px">${t("ticket.attached")}<br>
${link(calendar.googleUrl, t("ticket.google"))} · ${link(calendar.outlookUrl, t("ticket.outlook"))}</p>
<p style="margin:0 0 12px">${t("ticket.access")}</p>
<p style="margin:0">${t("ticket.host", { host: event.host })}. ${reason}${backUrl && html`<br>${link(backUrl, t("waitlist.taken.back"))}`}</p>`
}
