import { once } from "node:events"
import http, { type RequestListener } from "node:http"
import net, { type Socket } from "node:net"
import path from "node:path"
import { Admission, type Limits } from "./admission.mjs"
import type { AnonymousPages } from "./anonymous-pages.mjs"
import { createEntry } from "./entry.mjs"
import { createHttpServer, type HttpServer, type timeouts } from "./http-server.mjs"
import type { KeptCovers } from "./kept-covers.mjs"
import { loadRefusalWords } from "./refusal.mjs"
import { BodyReader } from "./request-body.mjs"

type Changes = {
  admission?: Partial<Limits>
  active?: () => number
  timeouts?: Partial<typeof timeouts>
  bodies?: { held?: number; discarded?: number }
  actionIds?: Set<string>
  trustsProxy?: boolean
  isDraining?: () => boolean
  pages?: AnonymousPages
  covers?: KeptCovers
  routeOf?: (path: string) => string | undefined
}

export type TestServer = { server: HttpServer; port: number; url: string; close: () => Promise<void> }

/** The server with a site of the test's own behind it, on a port of its own. */
export async function startTestServer(site: RequestListener, changes: Changes = {}): Promise<TestServer> {
  const admission = new Admission(
    { now: () => performance.now(), active: changes.active ?? (() => performance.now()) },
    changes.admission,
  )
  const entry = createEntry({
    site: async (request, response) => site(request, response),
    words: loadRefusalWords(path.resolve(import.meta.dirname, "..")),
    admission,
    bodies: new BodyReader(changes.bodies),
    actionIds: changes.actionIds ?? null,
    routeOf: changes.routeOf ?? (() => undefined),
    pages: changes.pages ?? null,
    covers: changes.covers ?? null,
    trustsProxy: changes.trustsProxy ?? false,
    isDraining: changes.isDraining ?? (() => false),
    formLimit: 1_000,
  })
  const server = createHttpServer(entry, changes.timeouts).listen(0, "127.0.0.1")
  server.on("connection", (socket) => admission.accept(socket))
  await once(server, "listening")
  const address = server.address()
  if (typeof address !== "object" || !address) throw new Error("The server does not listen.")
  return {
    server,
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      const closed = once(server, "close")
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** Says `text` to the server as it is, and answers everything that came back once the connection has ended. */
export async function say(port: number, text: string, after?: (socket: Socket) => void): Promise<string> {
  const socket = net.connect(port, "127.0.0.1")
  let answer = ""
  socket.setEncoding("latin1").on("data", (chunk) => {
    answer += chunk
  })
  socket.write(text)
  after?.(socket)
  await once(socket, "close").catch(() => undefined)
  return answer
}

/** A request with headers fetch would not send. */
export async function ask(url: string, options: http.RequestOptions & { body?: string | Buffer } = {}) {
  const { body, ...rest } = options
  const request = http.request(url, rest)
  request.end(body)
  const [response] = (await once(request, "response")) as [http.IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() }
}
