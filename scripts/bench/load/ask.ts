import http, { type Agent, type IncomingMessage } from "node:http"
import type { LookupFunction } from "node:net"

/**
 * How a request ended. `status` is null when the connection broke or nothing came in time; `isConnected` tells whether
 * there ever was one.
 */
export type Answer = {
  status: number | null
  ms: number
  retryAfter: string | null
  text: string
  location: string | null
  isConnected: boolean
}

export type Asked = {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
  /** Without one the request has a connection of its own. */
  agent?: Agent
  timeoutMs?: number
}

const toLoopback: LookupFunction = (_host, { all }, found) =>
  all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4)

/** One request over HTTP, timed from the call to the last byte; never rejects. */
export function ask(url: string, asked: Asked = {}): Promise<Answer> {
  const { method = "GET", headers = {}, body, agent, timeoutMs = 60_000 } = asked
  const start = performance.now()
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let isConnected = false
    const end = (response: IncomingMessage | null) =>
      resolve({
        status: response?.statusCode ?? null,
        ms: performance.now() - start,
        retryAfter: response?.headers["retry-after"] ?? null,
        location: response?.headers.location ?? null,
        text: Buffer.concat(chunks).toString(),
        isConnected,
      })
    const request = http.request(url, {
      method,
      agent: agent ?? false,
      // 500 look-ups of `localhost` would be measured as well.
      lookup: toLoopback,
      headers: { accept: "text/html", "accept-language": "en", ...headers },
    })
    request.setTimeout(timeoutMs, () => request.destroy())
    request.once("socket", (socket) => {
      isConnected = !socket.connecting
      socket.once("connect", () => {
        isConnected = true
      })
    })
    request.once("error", () => end(null))
    request.once("response", (response) => {
      response.on("data", (chunk: Buffer) => chunks.push(chunk))
      response.once("end", () => end(response))
      response.once("error", () => end(null))
    })
    request.end(body)
  })
}
