export type MailAttachment = { filename: string; contentType: string; content: string }

/** One mail to one person. `to` is a bare address as `normaliseEmail` returns it, never a list and never with a name. */
export type MailMessage = {
  to: string
  subject: string
  text: string
  html: string
  attachments: MailAttachment[]
}

/** `text` on one line, for subjects and for single lines of the text part: an event's title must not start a header. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim()
}
