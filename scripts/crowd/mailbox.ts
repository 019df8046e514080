import { setTimeout as sleep } from "node:timers/promises"
import { startSmtpServer } from "@/lib/mail/test-smtp-server"

type SmtpServer = Awaited<ReturnType<typeof startSmtpServer>>

const codeSubject = /(\d{3}) ?(\d{3}) is your /

type Mail = { subject: string; messageId: string | null; code: string | null }

/** A mail server on loopback that keeps who was sent what. */
export class Mailbox {
  private readonly mails = new Map<string, Mail[]>()
  private read = 0

  private constructor(private readonly server: SmtpServer) {}

  static async start(): Promise<Mailbox> {
    return new Mailbox(await startSmtpServer())
  }

  get url(): string {
    return this.server.url
  }

  private mailsTo(address: string): Mail[] {
    for (; this.read < this.server.deliveries.length; this.read++) {
      const delivery = this.server.deliveries[this.read]
      if (!delivery) continue
      const { subject = "", messageId = null } = delivery.mail
      const code = codeSubject.exec(subject)?.slice(1).join("") ?? null
      for (const recipient of delivery.recipients) {
        const list = this.mails.get(recipient) ?? []
        list.push({ subject, messageId, code })
        this.mails.set(recipient, list)
      }
    }
    return this.mails.get(address) ?? []
  }

  /** Codes mailed to an address, in order. */
  codesTo(address: string): string[] {
    return this.mailsTo(address).flatMap(({ code }) => code ?? [])
  }

  /** The newest code that is none of the first `known`; null when there is none within `waitMs`. */
  async nextCode(address: string, known: number, waitMs: number): Promise<string | null> {
    const deadline = performance.now() + waitMs
    for (;;) {
      const codes = this.codesTo(address)
      if (codes.length > known) return codes.at(-1) ?? null
      if (performance.now() > deadline) return null
      await sleep(100)
    }
  }

  /** Mails to an address that carry no code: its tickets. */
  ticketsTo(address: string): Mail[] {
    return this.mailsTo(address).filter(({ code }) => code === null)
  }

  stop(): Promise<void> {
    return this.server.close()
  }
}
