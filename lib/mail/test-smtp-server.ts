import type { AddressInfo, Socket } from "node:net"
import { type ParsedMail, simpleParser } from "mailparser"
import { SMTPServer, type SMTPServerOptions } from "smtp-server"

export type Delivery = { recipients: string[]; mail: ParsedMail }

/** A real SMTP server on loopback that keeps what arrives. `options` replace single handlers. */
export async function startSmtpServer(options: SMTPServerOptions = {}) {
  const deliveries: Delivery[] = []
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, { envelope }, done) {
      simpleParser(stream).then((mail) => {
        deliveries.push({ recipients: envelope.rcptTo.map(({ address }) => address), mail })
        done()
      }, done)
    },
    ...options,
  })
  // Clients that hang up in the middle are part of these tests.
  server.on("error", () => {})
  const sockets = new Set<Socket>()
  server.server.on("connection", (socket) => sockets.add(socket))
  const dropConnections = () => {
    for (const socket of sockets) socket.destroy()
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    deliveries,
    port,
    url: `smtp://127.0.0.1:${port}`,
    dropConnections,
    close: async () => {
      dropConnections()
      await new Promise<void>((resolve) => server.close(resolve))
    },
  }
}

/** What a handler passes on to refuse a command with `responseCode`; the text repeats an address, as servers' do. */
export function refusal(responseCode: number): Error {
  return Object.assign(new Error("<ana@example.com> refused"), { responseCode })
}
