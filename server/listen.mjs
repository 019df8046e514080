import { once } from "node:events"
import net from "node:net"

/** @typedef {import("node:http").Server} HttpServer */

/**
 * Listens where HOST says; without it on both loopback addresses, because browsers take `localhost` for either.
 *
 * @param {HttpServer} server
 * @param {string | undefined} host
 * @param {number} port 0 takes a free one
 * @returns {Promise<{ addresses: string[], port: number, listeners: net.Server[] }>} `listeners` hand their connections
 *   to `server` and are to be closed with it.
 */
export async function listen(server, host, port) {
  const first = await open(server, host ?? "127.0.0.1", port)
  if (host) return { addresses: [host], port: first, listeners: [server] }
  const second = net.createServer((socket) => server.emit("connection", socket))
  try {
    await open(second, "::1", first)
  } catch (error) {
    // A machine without IPv6. A port that somebody else has there is his, and `localhost` may lead to him.
    if (codeOf(error) === "EADDRINUSE") throw error
    return { addresses: ["127.0.0.1"], port: first, listeners: [server] }
  }
  return { addresses: ["127.0.0.1", "[::1]"], port: first, listeners: [server, second] }
}

/**
 * Why nothing can be listened on, in one sentence that names the variable.
 *
 * @param {unknown} error
 * @param {number} port
 * @returns {string | null} null when it is another fault
 */
export function explainListenError(error, port) {
  if (!(error instanceof Error && "syscall" in error)) return null
  if (error.syscall !== "listen" && error.syscall !== "getaddrinfo") return null
  const reasons = new Map([
    ["EADDRINUSE", `Port ${port} is taken by another process. Stop it, or choose another PORT.`],
    ["EACCES", `Port ${port} may not be opened by this user. Choose a PORT from 1024 on.`],
    ["EADDRNOTAVAIL", "HOST is not an address of this machine."],
    ["ENOTFOUND", "HOST is not an address of this machine."],
  ])
  return reasons.get(codeOf(error) ?? "") ?? `Listening failed: ${codeOf(error)}`
}

/**
 * @param {net.Server} server
 * @param {string} host
 * @param {number} port
 */
async function open(server, host, port) {
  server.listen({ host, port })
  await once(server, "listening")
  const address = server.address()
  return typeof address === "object" && address ? address.port : port
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? String(error.code) : undefined
}
