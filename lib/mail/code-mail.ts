import type { Event } from "@/lib/domain/event"
import { dateRange } from "@/lib/domain/event-time"
import { mailFrame, type } from "./frame"
import { type Html, html } from "./html"
import { type MailMessage, oneLine } from "./message"
import { houseHue, type Palette } from "./palette"

type CodeMail = {
  to: string
  /** Six digits. */
  code: string
  /** What the person is registering for; null when they are signing in. */
  event: Event | null
  validMinutes: number
}

const warning = "Keep it to yourself: we never ask for it by email or by phone."
const notAsked =
  "Did you not ask for a code? Then somebody has most likely mistyped their own address. Nothing happens without the code, and you can delete this email."

/** The mail that proves an address. The code opens the subject, so that it can be read off a locked screen. */
export function codeMail({ to, code, event, validMinutes }: CodeMail): MailMessage {
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
  const name = event ? oneLine(event.title) : "Gatehouse"
  const purpose = event ? "Confirm your email address" : "Sign in to Gatehouse"
  const use = `Type it on the page that asked for it. It expires in ${validMinutes} minutes and works once.`
  const about = event ? `${name}, ${dateRange(event)}\n${oneLine(event.venueName)}\n\n` : ""
  return {
    to,
    subject: `${spaced} is your ${name} code`,
    text: `${about}${purpose}\n\nYour code is ${spaced}\n\n${use}\n${warning}\n\n${notAsked}\n`,
    html: mailFrame(event?.hue ?? houseHue, (palette) => ({
      preview: use,
      eyebrow: name,
      heading: purpose,
      stub: {
        top: codeBlock(palette, spaced),
        bottom: html`<p class="ink" style="margin:0;${type.body};color:${palette.ink}">${use}</p>
<p class="ink2" style="margin:8px 0 0;${type.small};color:${palette.ink2}">${warning}</p>`,
      },
      footer: html`${notAsked}`,
    })),
    attachments: [],
  }
}

function codeBlock({ text, ink3 }: Palette, code: string): Html {
  return html`<p class="ink3" style="margin:0 0 6px;${type.eyebrow};color:${ink3}">Your code</p>
<p class="text" style="margin:0;${type.code};color:${text}">${code}</p>`
}
