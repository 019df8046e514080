import { randomUUID } from "node:crypto"

/** @typedef {import("node:http").IncomingHttpHeaders} Headers */

/** Headers only this server may write: what a client sends of them is dropped. */
const ours = /^(x-gatehouse-.*|x-middleware-subrequest)$/
const requestId = /^[\w.-]{8,64}$/

/**
 * Known to this process alone. Next answers some actions by asking itself over HTTP, with the headers of the request
 * it answers: with this one among them the question is not a client's, and keeps the client's address.
 */
const proof = randomUUID()

/** Headers of a request this process sends itself: it is let in, and believed what it says. */
export const ownRequestHeaders = { "x-gatehouse-proof": proof }

/**
 * Writes what the site may believe about a request: `x-gatehouse-peer`, the address at the other end of the
 * connection, and `x-request-id`.
 *
 * @param {Headers} headers changed in place
 * @param {{ peer: string | undefined, trustsProxy: boolean }} connection
 * @returns {{ requestId: string, isOwn: boolean }} `isOwn`: Next asks itself
 */
export function setTrustedHeaders(headers, { peer, trustsProxy }) {
  const isOwn = headers["x-gatehouse-proof"] === proof
  const sentPeer = headers["x-gatehouse-peer"]
  for (const name of Object.keys(headers)) if (ours.test(name)) delete headers[name]
  const sentId = headers["x-request-id"]
  const isKept = (trustsProxy || isOwn) && typeof sentId === "string" && requestId.test(sentId)
  const id = isKept ? sentId : randomUUID()
  headers["x-request-id"] = id
  headers["x-gatehouse-proof"] = proof
  headers["x-gatehouse-peer"] = isOwn && sentPeer ? sentPeer : normalizeAddress(peer)
  return { requestId: id, isOwn }
}

/**
 * `::ffff:192.0.2.7` is the IPv4 address as a socket for both families writes it, and `%eth0` names a network card.
 *
 * @param {string | undefined} address
 * @returns {string} empty when the connection has gone
 */
function normalizeAddress(address = "") {
  return address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "")
}
