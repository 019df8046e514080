import { startSmtpServer } from "@/lib/mail/test-smtp-server"

const codeSubject = /^Subject: (\d{3}) ?(\d{3}) is your /m

/** A mail server that reads nothing but the code in a subject and hands it over at once. */
export class CodeInbox {
  private readonly codes = new Map<string, (code: string) => void>()
  private awaited: { count: number; arrived: () => void } | null = null
  /** Mails without a code: tickets. */
  tickets = 0

  private constructor(private readonly server: Awaited<ReturnType<typeof startSmtpServer>>) {}

  static async start(): Promise<CodeInbox> {
    const inbox: CodeInbox = new CodeInbox(
      await startSmtpServer({
        onData(stream, { envelope }, done) {
          let text = ""
          stream.setEncoding("latin1").on("data", (part: string) => {
            text += part
          })
          stream.on("end", () => {
            inbox.take(envelope.rcptTo[0]?.address ?? "", text)
            done()
          })
        },
      }),
    )
    return inbox
  }

  get url(): string {
    return this.server.url
  }

  /** The code that is mailed to an address from now on. */
  codeTo(address: string): Promise<string> {
    return new Promise((resolve) => this.codes.set(address, resolve))
  }

  /** Until so many tickets have arrived in all. */
  async waitForTickets(count: number): Promise<void> {
    if (this.tickets >= count) return
    await new Promise<void>((arrived) => {
      this.awaited = { count, arrived }
    })
  }

  stop(): Promise<void> {
    return this.server.close()
  }

  private take(address: string, text: string): void {
    const [, first, second] = codeSubject.exec(text) ?? []
    if (first && second) {
      this.codes.get(address)?.(first + second)
      this.codes.delete(address)
      return
    }
    this.tickets += 1
    if (this.awaited && this.tickets >= this.awaited.count) this.awaited.arrived()
  }
}
