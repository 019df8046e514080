import net from "node:net"
import { setTimeout as sleep } from "node:timers/promises"

/** Milliseconds for the requests under way; whoever stops a service waits ten seconds or more before he kills it. */
const REQUESTS = 8_000
/** Milliseconds for what the site does after its last answer. */
const REST = 1_500
/** Milliseconds for a request that is on its way over a connection that was kept: it is answered, as its last. */
const LAST_REQUEST = 1_000
const POLL = 50
/** Milliseconds for the connections that queue in the kernel; they may keep coming. */
const QUEUE = 1_000

// Read by lib/, which is bundled and shares no module with this program: a site that drains is not ready.
const slot = /** @type {{ [key: symbol]: boolean | undefined }} */ (/** @type {unknown} */ (globalThis))
const key = Symbol.for("gatehouse.draining")

export function isDraining() {
  return slot[key] === true
}

/**
 * Takes the connections that queue in the kernel, which closing would reset: Node accepts one in a turn of its event loop.
 * The queue is empty after two turns without one, for the first may pass without a look at it.
 *
 * @param {import("./http-server.mjs").HttpServer} server
 */
async function takeQueue(server) {
  let isTaken = false
  const note = () => {
    isTaken = true
  }
  server.on("connection", note)
  const end = performance.now() + QUEUE
  for (let idle = 0; idle < 2 && performance.now() < end; idle = isTaken ? 0 : idle + 1) {
    isTaken = false
    await new Promise((resolve) => setImmediate(resolve))
  }
  server.off("connection", note)
}

/**
 * Stops accepting, lets requests under way finish, and closes the rest.
 *
 * @param {{ server: import("./http-server.mjs").HttpServer, listeners: import("node:net").Server[], close: () => Promise<void> }} parts
 *   `close` ends what is behind the server
 * @param {{ requests?: number, lastRequest?: number }} [limits] in milliseconds
 * @returns {Promise<boolean>} whether all of them finished
 */
export async function drain(
  { server, listeners, close },
  { requests = REQUESTS, lastRequest = LAST_REQUEST } = {},
) {
  slot[key] = true
  await takeQueue(server)
  // An HTTP server's own `close` would end kept connections here and now.
  const stopListening = net.Server.prototype.close
  const closed = Promise.all(
    listeners.map((listener) => new Promise((resolve) => stopListening.call(listener, resolve))),
  ).then(() => true)
  const start = performance.now()
  const idle = setInterval(() => {
    if (performance.now() - start >= lastRequest) server.endIdle()
  }, POLL)
  const ended = await Promise.race([closed, sleep(requests, false, { ref: false })])
  clearInterval(idle)
  server.closeAllConnections()
  await Promise.race([close(), sleep(REST)])
  return ended
}
