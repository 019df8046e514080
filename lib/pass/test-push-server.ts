import { createSecureServer, type Http2Session, type SecureServerOptions } from "node:http2"
import type { AddressInfo } from "node:net"
import { TLSSocket } from "node:tls"

/** One notification that Apple's stand-in got, and who sent it. */
type Push = { token: string; topic: string; body: string; sender: string }

export type PushServer = {
  url: string
  pushes: Push[]
  /** What it answers from now on, for one token or for all. */
  answer(status: number, reason?: string, token?: string): void
  /** Never answers anything more on the connections there are, as if the network had dropped them. */
  drop(): void
  close(): Promise<void>
}

/** Apple's push service over HTTP/2, which lets in whoever has a certificate of `ca`. */
export async function startPushServer(
  options: Pick<SecureServerOptions, "key" | "cert" | "ca">,
): Promise<PushServer> {
  const pushes: Push[] = []
  let usual = { status: 200, reason: "" }
  const special = new Map<string, typeof usual>()
  const server = createSecureServer({ ...options, requestCert: true, rejectUnauthorized: true })
  const sessions = new Set<Http2Session>()
  const dropped = new Set<Http2Session | undefined>()
  server.on("stream", (stream, headers) => {
    if (dropped.has(stream.session)) return
    const token = String(headers[":path"]).replace("/3/device/", "")
    const socket = stream.session?.socket
    const sender = socket instanceof TLSSocket ? String(socket.getPeerCertificate().subject.CN) : ""
    let body = ""
    stream.setEncoding("utf8")
    stream.on("data", (chunk: string) => {
      body += chunk
    })
    stream.on("end", () => {
      pushes.push({ token, topic: String(headers["apns-topic"]), body, sender })
      const { status, reason } = special.get(token) ?? usual
      stream.respond({ ":status": status })
      stream.end(reason && JSON.stringify({ reason }))
    })
  })
  server.on("session", (session) => sessions.add(session))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `https://127.0.0.1:${port}`,
    pushes,
    answer: (status, reason = "", token) => {
      if (token === undefined) usual = { status, reason }
      else special.set(token, { status, reason })
    },
    drop: () => {
      for (const session of sessions) dropped.add(session)
    },
    close: async () => {
      for (const session of sessions) session.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
