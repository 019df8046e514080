import { summarise } from "@/lib/domain/markdown"
import { isolate } from "@/lib/i18n/languages"
import { mailFrame, type } from "./frame"
import { type Html, html } from "./html"
import { markdownHtml } from "./markdown"
import { type CalendarPart, calendarAttachment, type MailMessage, oneLine } from "./message"
import type { Palette } from "./palette"

/** A mail that says a few sentences and has at most one thing to do. */
export type Letter = {
  to: string
  language: string
  hue: number
  subject: string
  eyebrow: string
  heading: string
  paragraphs: string[]
  /** What somebody wrote in Markdown, after the paragraphs, and the same as plain text. */
  body?: { markdown: string; text: string }
  /** What the sentences are about, a line each. */
  list?: string[]
  /** Brings the reader's calendar up to date. */
  calendar?: CalendarPart
  /** Six digits, in two groups. */
  code?: string
  link?: { label: string; url: string }
  /** Helps with the one thing, below it. */
  aside?: { label: string; url: string }
  /** Why the person gets this. */
  reason: string
  /** Ends mails of this kind with one click, and is offered below the reason. */
  unsubscribe?: { label: string; pageUrl: string; oneClickUrl: string }
}

export function letter(mail: Letter): MailMessage {
  const { to, language, hue, eyebrow, heading, paragraphs, unsubscribe } = mail
  const message: MailMessage = {
    to,
    subject: oneLine(mail.subject),
    language,
    text: plainText(mail),
    html: mailFrame({ hue, language }, (palette) => ({
      preview: paragraphs[0] ?? (mail.body ? summarise(mail.body.markdown, 120) : heading),
      eyebrow: oneLine(eyebrow),
      heading: oneLine(heading),
      stub: { top: sentences(palette, mail), bottom: action(palette, mail) },
      footer: footer(palette, mail),
    })),
    attachments: mail.calendar ? [calendarAttachment(mail.calendar)] : [],
  }
  return unsubscribe ? { ...message, unsubscribeUrl: unsubscribe.oneClickUrl } : message
}

function plainText({
  language,
  heading,
  paragraphs,
  body,
  list = [],
  code,
  link,
  aside,
  reason,
  unsubscribe,
}: Letter): string {
  const blocks = [
    oneLine(heading),
    ...paragraphs.map(oneLine),
    body?.text.trim() ?? "",
    list.map((line) => `- ${oneLine(line)}`).join("\n"),
    isolate(code ?? "", language),
    ...[link, aside].map((each) => (each ? `${each.label}: ${each.url}` : "")),
    reason,
    unsubscribe ? `${unsubscribe.label}: ${unsubscribe.pageUrl}` : "",
  ]
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`
}

function sentences(palette: Palette, { paragraphs, body, list = [], code }: Letter): Html {
  const { ink, text } = palette
  const spoken = paragraphs.map(
    (paragraph) => html`<p class="ink" style="margin:0 0 12px;${type.body};color:${ink}">${paragraph}</p>`,
  )
  const items = list.map((line) => html`<li style="margin:0 0 6px">${line}</li>`)
  const points = html`<ul class="ink" style="margin:0 0 12px;${type.fact};color:${ink}">${items}</ul>`
  const digits = html`<p class="text" style="margin:0;${type.code};color:${text}"><span dir="ltr">${code ?? ""}</span></p>`
  return html`${spoken}${body ? markdownHtml(body.markdown, palette) : null}${items.length > 0 ? points : null}${code ? digits : null}`
}

function action({ ink3, solid, onSolid, text }: Palette, { link, aside, eyebrow }: Letter): Html {
  if (!link) return html`<p class="ink3" style="margin:0;${type.small};color:${ink3}">${oneLine(eyebrow)}</p>`
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td class="solid" align="center" style="border-radius:10px;background:${solid}">
<a class="solid" href="${link.url}" style="display:block;padding:14px 20px;border-radius:10px;${type.fact};background:${solid};color:${onSolid};text-decoration:none">${link.label}</a>
</td></tr></table>
${aside ? html`<p style="margin:16px 0 0;${type.small};text-align:center"><a class="text" href="${aside.url}" style="color:${text}">${aside.label}</a></p>` : null}`
}

function footer({ text }: Palette, { reason, unsubscribe }: Letter): Html {
  const stop = unsubscribe
    ? html`<br><a class="text" href="${unsubscribe.pageUrl}" style="color:${text}">${unsubscribe.label}</a>`
    : null
  return html`${reason}${stop}`
}
