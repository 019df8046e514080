import { type AddressInfo, createServer, type Socket } from "node:net"
import type { SMTPServerOptions } from "smtp-server"
import { afterEach, describe, expect, it } from "vitest"
import { hostileAddresses } from "./hostile-addresses"
import type { MailMessage } from "./message"
import { refusal, startSmtpServer } from "./test-smtp-server"
import { type MailboxEntry, MailError, mailboxTransport, smtpTransport } from "./transport"

const from = "Gatehouse <tickets@gatehouse.example>"
const id = "5b7f0f0e-0000-4000-8000-000000000001"
const open: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const resource of open.splice(0).reverse()) await resource.close()
})

function message(overrides: Partial<MailMessage> = {}): MailMessage {
  return {
    to: "ana@example.com",
    subject: "Grüße",
    text: "Hello",
    html: "<p>Hello</p>",
    attachments: [],
    ...overrides,
  }
}

async function setup(options: SMTPServerOptions = {}) {
  const server = await startSmtpServer(options)
  open.push(server)
  return { server, transport: transportTo(server.url) }
}

function transportTo(url: string, timeoutMs = 5_000) {
  const transport = smtpTransport({ url, from, timeoutMs })
  open.push(transport)
  return transport
}

async function failureOf(sending: Promise<void>): Promise<MailError> {
  const failure = await sending.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(failure instanceof MailError)) throw new Error("expected a MailError")
  return failure
}

describe("smtpTransport", () => {
  it("offers to end mails of a kind by one POST, and only where there is something to end", async () => {
    const { server, transport } = await setup()
    const unsubscribeUrl = `https://gatehouse.example/api/unsubscribe?token=${"a".repeat(36)}.${"b".repeat(43)}`

    await transport.send(message({ unsubscribeUrl }), id)
    await transport.send(message(), id)

    const lines = server.deliveries.map(({ mail }) =>
      mail.headerLines.map(({ line }) => line.replace(/\s+/g, " ")),
    )
    expect(lines[0]).toContain(`List-Unsubscribe: <${unsubscribeUrl}>`)
    expect(lines[0]).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    expect(lines[1]?.join()).not.toContain("List-Unsubscribe")
    const asSent = server.deliveries[0]?.mail.headerLines.find(({ key }) => key === "list-unsubscribe")?.line
    expect(asSent).not.toContain("\n")
  })

  it("names the language of a mail, Portuguese as that of Brazil", async () => {
    const { server, transport } = await setup()

    await transport.send(message({ language: "pt" }), id)
    await transport.send(message(), id)

    const named = server.deliveries.map(({ mail }) => mail.headers.get("content-language"))
    expect(named).toEqual(["pt-BR", undefined])
  })

  it("delivers text, HTML and attachment once, to the one recipient", async () => {
    const { server, transport } = await setup()
    const attachments = [
      { filename: "invite.ics", contentType: "text/calendar; method=PUBLISH", content: "BEGIN" },
    ]

    await transport.send(message({ attachments }), id)

    expect(server.deliveries).toHaveLength(1)
    const { recipients, mail } = server.deliveries[0] ?? {}
    expect(recipients).toEqual(["ana@example.com"])
    expect(mail).toMatchObject({ subject: "Grüße", text: "Hello", html: "<p>Hello</p>" })
    expect(mail?.from?.value).toEqual([{ address: "tickets@gatehouse.example", name: "Gatehouse" }])
    expect(mail?.headers.get("auto-submitted")).toBe("auto-generated")
    expect(mail?.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
      ["invite.ics", "BEGIN"],
    ])
  })

  it("delivers many mails at once, each to its own recipient", async () => {
    const { server, transport } = await setup()
    const addresses = Array.from({ length: 20 }, (_, index) => `guest${index}@example.com`)

    await Promise.all(addresses.map((to) => transport.send(message({ to }), id)))

    const recipients = server.deliveries.map((delivery) => delivery.recipients)
    expect(recipients.flat().sort()).toEqual(addresses.sort())
    expect(recipients.every(({ length }) => length === 1)).toBe(true)
  })

  it.each(["o'brien+news@example.com", "a.b_c-d@sub.example.co.uk"])("takes %s as it is", async (to) => {
    const { server, transport } = await setup()

    await transport.send(message({ to }), id)

    expect(server.deliveries.map(({ recipients }) => recipients)).toEqual([[to]])
  })

  it.each(hostileAddresses)("sends nothing at all to %j", async (to) => {
    const { server, transport } = await setup()

    const failure = await failureOf(transport.send(message({ to }), id))

    expect(failure.retryable).toBe(false)
    expect(server.deliveries).toEqual([])
  })

  it("lets no subject start a header or add a recipient", async () => {
    const { server, transport } = await setup()

    await transport.send(message({ subject: "Hi\r\nBcc: eve@example.com\r\nX-Evil: 1\r\n\r\nbody" }), id)

    const { recipients, mail } = server.deliveries[0] ?? {}
    expect(recipients).toEqual(["ana@example.com"])
    expect(mail?.headers.has("bcc")).toBe(false)
    expect(mail?.headers.has("x-evil")).toBe(false)
    expect(mail?.text).toBe("Hello")
  })

  it("reads no file and no address on a mail's behalf", async () => {
    const { server, transport } = await setup()
    const attachment = { filename: "x", contentType: "text/plain", content: "", path: "/etc/hostname" }

    await failureOf(transport.send(message({ attachments: [attachment] }), id))

    expect(server.deliveries).toEqual([])
  })

  it.each([
    ["a recipient refused for now", { onRcptTo: (_, __, done) => done(refusal(451)) }, true, "SMTP 451"],
    ["a recipient refused for good", { onRcptTo: (_, __, done) => done(refusal(550)) }, false, "SMTP 550"],
    ["a sender refused for good", { onMailFrom: (_, __, done) => done(refusal(553)) }, false, "SMTP 553"],
    ["a content refused for good", { onData: refuseContent(554) }, false, "SMTP 554"],
    ["a content refused for now", { onData: refuseContent(452) }, true, "SMTP 452"],
    ["a server too busy to talk", { onConnect: (_, done) => done(refusal(421)) }, true, "SMTP 421"],
    [
      "a server that wants a login first",
      { disabledCommands: ["STARTTLS"], authOptional: false },
      true,
      "SMTP 530",
    ],
  ] as [string, SMTPServerOptions, boolean, string][])(
    "reports %s",
    async (_, options, retryable, answer) => {
      const { transport } = await setup(options)

      const failure = await failureOf(transport.send(message(), id))

      expect(failure.retryable).toBe(retryable)
      expect(failure.message).toContain(answer)
    },
  )

  it("keeps a mail owed when the login is refused, because that is the operator's mistake", async () => {
    const { server } = await setup({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(refusal(535)),
    })
    const transport = transportTo(`smtp://user:secret@127.0.0.1:${server.port}`)

    const failure = await failureOf(transport.send(message(), id))

    expect(failure).toMatchObject({ retryable: true, message: "The mail was not sent: EAUTH, SMTP 535" })
  })

  it("names neither the address nor the server's words in an error", async () => {
    const { transport } = await setup({ onRcptTo: (_, __, done) => done(refusal(550)) })

    const failure = await failureOf(transport.send(message(), id))

    expect(JSON.stringify([failure.message, failure.stack, failure.cause, { ...failure }])).not.toMatch(
      /ana@example|refused/,
    )
  })

  it("goes on after a refusal", async () => {
    const { server, transport } = await setup({
      onRcptTo: ({ address }, _, done) => done(address.startsWith("no") ? refusal(550) : null),
    })

    await failureOf(transport.send(message({ to: "no@example.com" }), id))
    await transport.send(message(), id)

    expect(server.deliveries).toHaveLength(1)
  })

  it("reports a refused connection as something to try again", async () => {
    const server = await startSmtpServer()
    await server.close()

    const failure = await failureOf(transportTo(server.url).send(message(), id))

    expect(failure.retryable).toBe(true)
  })

  it("gives up on a server that never greets", async () => {
    const url = await silentServer()

    const failure = await failureOf(transportTo(url, 100).send(message(), id))

    expect(failure).toMatchObject({ retryable: true, message: "The mail was not sent: ETIMEDOUT" })
  })

  it("gives up on a server that stops answering", async () => {
    const { server } = await setup({ onRcptTo: () => {} })

    const failure = await failureOf(transportTo(server.url, 100).send(message(), id))

    expect(failure).toMatchObject({ retryable: true, message: "The mail was not sent: ETIMEDOUT" })
  })

  it("leaves it to the caller to repeat a mail whose connection broke after the content", async () => {
    let contents = 0
    const { server, transport } = await setup({
      onData(stream) {
        stream.resume().on("end", () => {
          contents++
          server.dropConnections()
        })
      },
    })

    const failure = await failureOf(transport.send(message(), id))

    expect(failure.retryable).toBe(true)
    expect(contents).toBe(1)
  })

  it.each([
    ["smtps://127.0.0.1", ""],
    ["smtp://127.0.0.1", "?requireTLS=true"],
  ])("never falls back to plain text for %s%s", async (origin, query) => {
    const { server } = await setup()

    const failure = await failureOf(transportTo(`${origin}:${server.port}${query}`).send(message(), id))

    expect(failure.retryable).toBe(true)
    expect(server.deliveries).toEqual([])
  })

  it("finishes what is under way before it closes", async () => {
    const { server, transport } = await setup()

    const sending = transport.send(message(), id)
    await transport.close()

    await sending
    expect(server.deliveries).toHaveLength(1)
  })
})

describe("mailboxTransport", () => {
  it("saves the mail under its own id with the time", async () => {
    const saved: MailboxEntry[] = []
    const at = new Date("2027-05-01T10:00:00Z")
    const transport = mailboxTransport({
      save: async (entry) => void saved.push(entry),
      clock: () => at,
    })

    await transport.send(message(), id)

    expect(saved).toEqual([{ ...message(), id, at }])
  })
})

function refuseContent(responseCode: number): SMTPServerOptions["onData"] {
  return (stream, _, done) => stream.resume().on("end", () => done(refusal(responseCode)))
}

async function silentServer(): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  open.push({
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  })
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
}
