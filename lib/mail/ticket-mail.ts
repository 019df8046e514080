import type { Event } from "@/lib/domain/event"
import { clockTime, dayAndMonth, dayTile, fullRange, zoneLabel } from "@/lib/domain/event-time"
import { displayTicketCode } from "@/lib/domain/ticket-code"
import { mailFrame, type } from "./frame"
import { type Html, html } from "./html"
import { type MailMessage, oneLine } from "./message"
import type { Palette } from "./palette"

type TicketMail = {
  to: string
  firstName: string
  event: Event
  ticketCode: string
  ticketUrl: string
  /** The event as an iCalendar file, and links that open it in calendars on the web. */
  calendar: { file: string; googleUrl: string; outlookUrl: string }
}

type Fact = { label: string; value: string; note: string | null }

const access = "On a device you have not used before, we ask you to confirm this address first."
const reason =
  "You get this email because this address was registered for the event and confirmed with a code."

/** The ticket by mail: when and where in the event's own time zone, the code, the link, and the event as `invite.ics`. */
export function ticketMail(mail: TicketMail): MailMessage {
  const { to, firstName, event, ticketCode, ticketUrl, calendar } = mail
  const title = oneLine(event.title)
  const heading = `See you on ${dayAndMonth(event.startsAt, event.timeZone)}, ${oneLine(firstName)}.`
  const facts = factsOf(event)
  const code = displayTicketCode(ticketCode)
  return {
    to,
    subject: `You’re in: ${title}`,
    text: plainText({ title, heading, facts, code, host: oneLine(event.host), ticketUrl }),
    html: mailFrame(event.hue, (palette) => ({
      preview: facts.map(({ value }) => value).join(" · "),
      eyebrow: "You’re in",
      heading,
      stub: { top: admission(palette, event, facts), bottom: codeAndLink(palette, code, ticketUrl) },
      footer: footer(palette, event, calendar),
    })),
    attachments: [
      {
        filename: "invite.ics",
        contentType: "text/calendar; charset=utf-8; method=PUBLISH",
        content: calendar.file,
      },
    ],
  }
}

function factsOf(event: Event): Fact[] {
  const { startsAt, doorsAt, timeZone, venueName, venueAddress } = event
  const when = { label: "When", value: fullRange(event), note: zoneLabel(startsAt, timeZone) }
  const where = { label: "Where", value: oneLine(venueName), note: venueAddress && oneLine(venueAddress) }
  if (!doorsAt) return [when, where]
  return [when, { label: "Doors", value: clockTime(doorsAt, timeZone), note: null }, where]
}

function plainText(parts: {
  title: string
  heading: string
  facts: Fact[]
  code: string
  host: string
  ticketUrl: string
}): string {
  const { title, heading, facts, code, host, ticketUrl } = parts
  const lines = facts.map(({ label, value, note }) => `${label}: ${value}${note ? `, ${note}` : ""}`)
  return `${heading}

${title}
Hosted by ${host}

${lines.join("\n")}
Ticket code: ${code}

Your ticket: ${ticketUrl}
${access}

The attached invite.ics adds the event to your calendar.

${reason}
`
}

function admission({ ink, ink2, ink3, tint, text }: Palette, event: Event, facts: Fact[]): Html {
  const tile = dayTile(event.startsAt, event.timeZone)
  const rows = facts.map(
    ({ label, value, note }) => html`<p style="margin:16px 0 0;${type.fact}">
<span class="ink3" style="${type.small};color:${ink3}">${label}</span><br>
<span class="ink" style="color:${ink}">${value}</span>
${note && html`<br><span class="ink2" style="${type.small};color:${ink2}">${note}</span>`}</p>`,
  )
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td valign="top" style="padding-right:16px">
<p class="ink3" style="margin:0 0 8px;${type.eyebrow};color:${ink3}">Admit one</p>
<h2 class="ink" style="margin:0;${type.title};color:${ink};overflow-wrap:anywhere">${event.title}</h2>
</td>
<td width="60" valign="top"><div class="tint" style="width:60px;padding:8px 0 9px;border-radius:10px;text-align:center;background:${tint};color:${text}">
<span style="${type.eyebrow}">${tile.month}</span><br><span style="${type.title}">${tile.day}</span>
</div></td>
</tr></table>
${rows}`
}

function codeAndLink({ ink, ink3, solid, onSolid }: Palette, code: string, ticketUrl: string): Html {
  return html`<p class="ink3" style="margin:0 0 6px;${type.eyebrow};color:${ink3}">Ticket code</p>
<p class="ink" style="margin:0 0 20px;${type.code};color:${ink}">${code}</p>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td class="solid" align="center" style="border-radius:10px;background:${solid}">
<a class="solid" href="${ticketUrl}" style="display:block;padding:14px 20px;border-radius:10px;${type.fact};background:${solid};color:${onSolid};text-decoration:none">Open your ticket</a>
</td></tr></table>`
}

function footer({ text }: Palette, event: Event, { googleUrl, outlookUrl }: TicketMail["calendar"]): Html {
  const link = (href: string, label: string) =>
    html`<a class="text" href="${href}" style="color:${text}">${label}</a>`
  return html`<p style="margin:0 0 12px">The attached invite.ics adds the event to your calendar. Or use ${link(googleUrl, "Google Calendar")} or ${link(outlookUrl, "Outlook")}.</p>
<p style="margin:0 0 12px">${access}</p>
<p style="margin:0">Hosted by ${event.host}. ${reason}</p>`
}
