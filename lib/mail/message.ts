export type MailAttachment = {
  filename: string
  contentType: string
  content: string
  /** Of a picture that the HTML part shows as `cid:…`; its content is base64. */
  cid?: string
  /** Of a calendar file: what calendars are to do with it (iTIP). */
  calendarMethod?: CalendarPart["method"]
}

/** The HTML part as a browser can show it: with its pictures inside. */
export function selfContainedHtml({ html, attachments }: Pick<MailMessage, "html" | "attachments">): string {
  return attachments.reduce(
    (text, { cid, contentType, content }) =>
      cid ? text.replaceAll(`cid:${cid}`, `data:${contentType};base64,${content}`) : text,
    html,
  )
}

/** An event as a calendar file, and what calendars are to do with it (iTIP). */
export type CalendarPart = { file: string; method: "publish" | "request" | "cancel" }

export function calendarAttachment({ file, method }: CalendarPart): MailAttachment {
  return {
    filename: method === "cancel" ? "cancel.ics" : "invite.ics",
    contentType: `text/calendar; charset=utf-8; method=${method.toUpperCase()}`,
    content: file,
    calendarMethod: method,
  }
}

/** Whether a mail program is to bring a calendar up to date by it: only those that it shows as a part of the mail are read. */
export function isCalendarUpdate({ calendarMethod }: MailAttachment): boolean {
  return calendarMethod === "request" || calendarMethod === "cancel"
}

/** One mail to one person. `to` is a bare address as `normaliseEmail` returns it, never a list and never with a name. */
export type MailMessage = {
  to: string
  subject: string
  /** Its language, as `Content-Language` names it. */
  language?: string
  text: string
  html: string
  attachments: MailAttachment[]
  /** A POST to this URL ends mails of this kind (RFC 8058). Made by us, never from what people typed. */
  unsubscribeUrl?: string
}

/** The two headers of one-click unsubscribing (RFC 8058 §3.1), or none. A URL that could end a header is refused. */
export function unsubscribeHeaders({ unsubscribeUrl }: MailMessage): Record<string, string> {
  if (unsubscribeUrl === undefined) return {}
  const { href, protocol } = new URL(unsubscribeUrl)
  if (!/^https?:$/.test(protocol) || /[<>\s]/.test(href))
    throw new Error("No URL for a List-Unsubscribe header")
  return {
    "List-Unsubscribe": `<${href}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  }
}

/** `text` on one line, for subjects and for single lines of the text part: an event's title must not start a header. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim()
}
