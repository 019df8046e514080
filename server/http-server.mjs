import http from "node:http"
import { refusals } from "./refusal.mjs"

/**
 * Milliseconds. A request whose head has not come in 15 s, or whose body has not in 25, is ended; the check runs every
 * 2.5 s, so nobody holds a connection half-sent for 30. Proxies keep idle connections for 60 s and must not find one of
 * them closed as they use it, hence 65. `silence` ends who does not read what is sent to him.
 */
export const timeouts = { head: 15_000, request: 25_000, keepAlive: 65_000, silence: 120_000, check: 2_500 }

/**
 * Node's server with time limits, and words for what never becomes a request. Without a listener for `upgrade` Node
 * treats the header as if it were not there, and no socket leaves its hands.
 *
 * @typedef {import("node:http").Server & { endIdle: () => void }} HttpServer `endIdle` ends the connections on which
 *   nothing is asked, answered or still to be sent. Node's own `closeIdleConnections` drops answers that are written and
 *   not yet sent.
 *
 * @param {import("node:http").RequestListener} listener
 * @param {Partial<typeof timeouts>} [changed] 0 stands for no limit
 * @returns {HttpServer}
 */
export function createHttpServer(listener, changed = {}) {
  const limits = { ...timeouts, ...changed }
  const server = http.createServer({
    headersTimeout: limits.head,
    requestTimeout: limits.request,
    keepAliveTimeout: limits.keepAlive,
    connectionsCheckingInterval: limits.check,
  })
  server.timeout = limits.silence
  /** @type {Map<import("node:stream").Duplex, http.ServerResponse | null>} */
  const connections = new Map()
  server.on("connection", (socket) => {
    connections.set(socket, null)
    socket.once("close", () => connections.delete(socket))
  })
  /** @type {http.RequestListener} */
  const answer = (request, response) => {
    // Next and this server together wait for an answer's end in more than the ten places Node takes for a leak.
    response.setMaxListeners(30)
    connections.set(request.socket, response)
    response.once("close", () => {
      if (connections.has(request.socket)) connections.set(request.socket, null)
    })
    listener(request, response)
  }
  server.on("request", answer)
  // Whoever asks before sending a large body gets the refusal instead of the permission.
  server.on("checkContinue", answer)
  server.on("connect", (_request, socket) => endWith(socket, refusals.method))
  server.on("clientError", (error, socket) => {
    const isAnswering = connections.get(socket)?.headersSent === true
    if (!socket.writable || isAnswering) socket.destroy()
    else endWith(socket, refusalOf(error))
  })
  const endIdle = () => {
    for (const [socket, response] of connections) {
      if (response === null && socket.writableLength === 0) socket.destroy()
    }
  }
  return Object.assign(server, { endIdle })
}

/** @param {Error} error */
function refusalOf(error) {
  const code = "code" in error ? error.code : undefined
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return refusals.slow
  if (code === "HPE_HEADER_OVERFLOW") return refusals.longHead
  if (code === "HPE_INVALID_METHOD") return refusals.unknownMethod
  return refusals.malformed
}

/**
 * @param {import("node:stream").Duplex} socket
 * @param {import("./refusal.mjs").Refusal} refusal
 */
function endWith(socket, { status, word }) {
  const body = `${http.STATUS_CODES[status]}\n`
  const head = [
    `HTTP/1.1 ${status} ${http.STATUS_CODES[status]}`,
    "connection: close",
    "content-type: text/plain; charset=utf-8",
    "content-security-policy: default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options: nosniff",
    ...(word === "method" ? ["allow: GET, HEAD, POST"] : []),
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  socket.on("error", () => socket.destroy())
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy())
}
