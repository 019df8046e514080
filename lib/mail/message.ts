type MailAttachment = { filename: string; contentType: string; content: string }

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
  return { "List-Unsubscribe": `<${href}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }
}

/** `text` on one line, for subjects and for single lines of the text part: an event's title must not start a header. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim()
}
