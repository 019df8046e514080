import { createTransport } from "nodemailer"
import { normaliseEmail } from "@/lib/domain/email"
import { languageTag } from "@/lib/domain/language"
import { isCalendarUpdate, type MailMessage, unsubscribeHeaders } from "./message"

/** Where mail goes. */
export type MailTransport = {
  /** The address mails come from, without a name. */
  readonly sender: string
  /**
   * Hands a mail over. `id` is the mail's own: sent again under the same id, after a process was killed that did not
   * know whether the mail had left, it is the same message for whoever receives both.
   * @throws MailError when the mail was not handed over
   */
  send(message: MailMessage, id: string): Promise<void>
  /** Waits for what is being sent, then lets go of connections. */
  close(): Promise<void>
}

/**
 * A mail that was not handed over. `retryable`: the same mail may be taken later; false: it is refused for good.
 * The text names the kind of failure and there is no `cause`: what a mail server answers repeats the address.
 */
export class MailError extends Error {
  constructor(
    kind: string,
    readonly retryable: boolean,
  ) {
    super(`The mail was not sent: ${kind}`)
    this.name = "MailError"
  }
}

/** Tells a MailError by name: Next evaluates a module more than once, so `instanceof` can miss one of our own. */
export function isMailError(error: unknown): error is MailError {
  return error instanceof Error && error.name === "MailError"
}

/**
 * Headers that go out as they are: folded, a long value would begin on a second line, which some filters take for none.
 */
function unfolded(headers: Record<string, string>): Record<string, { prepared: true; value: string }> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { prepared: true, value }]))
}

/**
 * Mail by SMTP. `url` is `smtp://…` (STARTTLS when the server offers it; `?requireTLS=true` to insist) or `smtps://…`,
 * user and password percent-encoded; `from` is an address with or without a name. `timeoutMs` bounds each silence:
 * connecting, the greeting, any answer.
 */
export function smtpTransport({
  url,
  from,
  timeoutMs = 10_000,
}: {
  url: string
  from: string
  timeoutMs?: number
}): MailTransport {
  const smtp = createTransport({
    ...serverOf(url),
    pool: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...repeatNothing,
  })
  const underWay = new Set<Promise<unknown>>()

  async function send(message: MailMessage, id: string): Promise<void> {
    const { to, subject, text, html, attachments } = message
    // Two guards against a second recipient (reliability A7): only the form we store, and as an object, which
    // nodemailer does not take apart.
    if (normaliseEmail(to) !== to) throw new MailError("not one plain address", false)
    const sending = smtp.sendMail({
      from,
      messageId: `<${id}@${domainOf(from)}>`,
      to: { name: "", address: to },
      subject,
      text,
      html,
      attachments: attachments.map(({ cid, calendarMethod: _, ...file }) =>
        cid ? { ...file, cid, encoding: "base64" } : file,
      ),
      // iMIP (RFC 6047 §2.4): as a file alone most calendars would leave it to be opened by hand.
      alternatives: attachments
        .filter(isCalendarUpdate)
        .map(({ contentType, content }) => ({ contentType, content })),
      // RFC 3834: no out-of-office answers.
      headers: {
        "Auto-Submitted": "auto-generated",
        ...(message.language && { "Content-Language": languageTag(message.language) }),
        ...unfolded(unsubscribeHeaders(message)),
      },
    })
    underWay.add(sending)
    try {
      await sending
    } catch (error) {
      throw mailErrorFrom(error)
    } finally {
      underWay.delete(sending)
    }
  }

  return {
    sender: addressOf(from),
    send,
    async close() {
      await Promise.allSettled(underWay)
      smtp.close()
    },
  }
}

/** An address without its name. */
function addressOf(from: string): string {
  return /([^<\s]+@[^@>\s]+)>?\s*$/.exec(from)?.[1] ?? "tickets@localhost"
}

/** The domain of an address with or without a name. */
function domainOf(from: string): string {
  return addressOf(from).split("@").at(-1) ?? "localhost"
}

/**
 * A connection that broke during a mail may have delivered it: sending again is the caller's decision. By default the
 * pool does it unasked and without end.
 */
const repeatNothing = { maxRequeues: 0 }

/** Read here because nodemailer 8.0 ignores every option that stands beside `url`: timeouts, pool and file access. */
function serverOf(url: string) {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url)
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port ? Number(port) : undefined,
    secure: protocol === "smtps:",
    requireTLS: searchParams.get("requireTLS") === "true",
    auth: username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : undefined,
  }
}

/** nodemailer's codes are upper-case words (`EENVELOPE`); anything else could be free text. */
const codePattern = /^[A-Z0-9_]{1,20}$/

/** nodemailer's codes for an answer to the mail itself: its sender, its recipient, its content. */
const answersToMail = ["EENVELOPE", "EMESSAGE"]

/**
 * 5xx is "never" (RFC 5321 §4.2.1), but only about the mail. Refused at the greeting, at TLS or at the login (530 also
 * comes later), it stays owed until the operator has put that right.
 */
function mailErrorFrom(error: unknown): MailError {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const name = typeof code === "string" && codePattern.test(code) ? code : "connection lost"
  if (typeof responseCode !== "number") return new MailError(name, true)
  const isFinal = responseCode >= 500 && responseCode !== 530 && answersToMail.includes(name)
  return new MailError(`${name}, SMTP ${responseCode}`, !isFinal)
}

export type MailboxEntry = MailMessage & { id: string; at: Date }

/** Mail for an installation without an SMTP server: `save` keeps it where /dev/mailbox can show it. */
export function mailboxTransport({
  save,
  clock,
}: {
  save: (entry: MailboxEntry) => Promise<void>
  clock: () => Date
}): MailTransport {
  return {
    sender: "tickets@gatehouse.example",
    send: (message, id) => save({ ...message, id, at: clock() }),
    close: async () => {},
  }
}
