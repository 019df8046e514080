import { expect } from "playwright/test"
import { type Delivery, refusal, startSmtpServer } from "@/lib/mail/test-smtp-server"

const codeSubject = /^(\d{3} \d{3}) is your /

/** A mail server that takes everything, except for addresses that begin with `refused`. */
export class Inbox {
  private readonly codesRead = new Map<string, number>()

  private constructor(private readonly server: Awaited<ReturnType<typeof startSmtpServer>>) {}

  static async start(): Promise<Inbox> {
    const server = await startSmtpServer({
      onRcptTo: ({ address }, _session, done) => done(address.startsWith("refused") ? refusal(550) : null),
    })
    return new Inbox(server)
  }

  get url(): string {
    return this.server.url
  }

  mailsTo(email: string): Delivery["mail"][] {
    return this.server.deliveries
      .filter(({ recipients }) => recipients.includes(email))
      .map(({ mail }) => mail)
  }

  codeMailsTo(email: string): Delivery["mail"][] {
    return this.mailsTo(email).filter(({ subject }) => codeSubject.test(subject ?? ""))
  }

  /** Waits for the next code mail to an address; returns its subject and the code as it stands there. */
  async nextCode(email: string): Promise<{ code: string; subject: string }> {
    const read = this.codesRead.get(email) ?? 0
    await expect.poll(() => this.codeMailsTo(email).length, `code mails to ${email}`).toBeGreaterThan(read)
    this.codesRead.set(email, read + 1)
    const subject = this.codeMailsTo(email)[read]?.subject ?? ""
    return { subject, code: codeSubject.exec(subject)?.[1] ?? "" }
  }

  /** Waits for a mail whose subject contains the text. */
  async mailTo(email: string, subject: string): Promise<Delivery["mail"]> {
    const found = () => this.mailsTo(email).find((mail) => mail.subject?.includes(subject))
    await expect.poll(() => found() !== undefined, `“${subject}” to ${email}`).toBe(true)
    const mail = found()
    if (!mail) throw new Error("The mail was there a moment ago.")
    return mail
  }

  stop(): Promise<void> {
    return this.server.close()
  }
}
