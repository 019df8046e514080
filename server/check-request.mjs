import { refusals } from "./refusal.mjs"

/** PUT, PATCH and DELETE are asked of the embedded GATE alone, and every page and route of the site knows its own. */
const methods = new Set(["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"])

/**
 * What is wrong with a request as a whole, before anybody looks at what it wants.
 *
 * @param {Pick<import("node:http").IncomingMessage, "method" | "url" | "headers">} request
 * @returns {import("./refusal.mjs").Refusal | null}
 */
export function checkRequest({ method = "", url = "", headers }) {
  if (!methods.has(method)) return refusals.method
  if (headers.upgrade?.toLowerCase().includes("websocket")) return refusals.upgrade
  return isReadable(url) ? null : refusals.malformed
}

/**
 * The address from its path on. A client that takes us for a proxy sends a whole one, which HTTP asks servers to accept.
 *
 * @param {string} url
 * @returns {string}
 */
export function withoutOrigin(url) {
  return url.replace(/^https?:\/\/[^/?#]*/i, "").replace(/^(?=[?#]|$)/, "/")
}

/**
 * Whether the path can be decoded.
 *
 * @param {string} url
 */
function isReadable(url) {
  if (!url.startsWith("/")) return false
  try {
    decodeURIComponent(pathOf(url))
    return true
  } catch {
    return false
  }
}

/** @param {string} url */
export function pathOf(url) {
  return url.split(/[?#]/, 1)[0] ?? "/"
}
