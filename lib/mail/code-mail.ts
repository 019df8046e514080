import { type Event, localiseEvent } from "@/lib/domain/event"
import { dateRange } from "@/lib/domain/event-time"
import { isolate } from "@/lib/i18n/languages"
import { mailTranslator } from "@/lib/i18n/messages"
import { mailFrame, type } from "./frame"
import { type Html, html } from "./html"
import { type MailMessage, oneLine } from "./message"
import { houseHue, type Palette } from "./palette"

type CodeMail = {
  to: string
  language: string
  /** Six digits. */
  code: string
  /** What the person is registering for; null when they are signing in. */
  event: Event | null
  validMinutes: number
}

/** The mail that proves an address. The code opens the subject, so that it can be read off a locked screen. */
export function codeMail(mail: CodeMail): MailMessage {
  const { to, language, code, validMinutes } = mail
  const t = mailTranslator(language)
  const event = mail.event && localiseEvent(mail.event, language)
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
  const written = isolate(spaced, language)
  const name = event ? oneLine(event.title) : "Gatehouse"
  const purpose = event ? t("code.confirm") : t("code.sign_in")
  const use = t("code.use", { minutes: validMinutes })
  const warning = t("code.warning")
  const about = event ? `${name}, ${dateRange(event, language)}\n${oneLine(event.venueName)}\n\n` : ""
  return {
    to,
    language,
    subject: t("code.subject", { code: written, event: name }),
    text: `${about}${purpose}\n\n${t("code.your_code_is", { code: written })}\n\n${use}\n${warning}\n\n${t("code.unasked")}\n`,
    html: mailFrame({ hue: event?.hue ?? houseHue, language }, (palette) => ({
      preview: use,
      eyebrow: name,
      heading: purpose,
      stub: {
        top: codeBlock(palette, t("code.your_code"), spaced),
        bottom: html`<p class="ink" style="margin:0;${type.body};color:${palette.ink}">${use}</p>
<p class="ink2" style="margin:8px 0 0;${type.small};color:${palette.ink2}">${warning}</p>`,
      },
      footer: html`${t("code.unasked")}`,
    })),
    attachments: [],
  }
}

function codeBlock({ text, ink3 }: Palette, label: string, code: string): Html {
  return html`<p class="ink3" style="margin:0 0 6px;${type.eyebrow};color:${ink3}">${label}</p>
<p class="text" style="margin:0;${type.code};color:${text}"><span dir="ltr">${code}</span></p>`
}
