import { languageOf, plainPagePolicy } from "./plain-page.mjs"

/**
 * @typedef {import("node:http").IncomingMessage} IncomingMessage
 * @typedef {import("node:http").ServerResponse} ServerResponse
 * @typedef {(request: IncomingMessage, response: ServerResponse) => unknown} Handler
 */

/** Seconds after which a page that broke may be asked for again. */
const retryAfter = 30

/** Headers that describe the body that is not sent. */
const bodyHeaders = [
  "content-encoding",
  "content-length",
  "content-type",
  "etag",
  "transfer-encoding",
  "link",
]

/**
 * Gives words to answers that have none. Next answers a page that broke with 500, and one that says `notFound()` with
 * 404, and draws both in the browser: what is sent is empty (vercel/next.js#62228). A browser that asks for a page gets
 * one that can be read instead, in its language, at the address it asked for. A page that broke becomes a 503 with
 * `Retry-After`. What scripts and programs ask for stays as it was: within the site, app/error.tsx says the same.
 *
 * @param {Handler} site
 * @param {{ page: (failure: import("./failure-page.mjs").Failure) => string, isPage: (path: string) => boolean }} parts
 *   `isPage`: whether the site has a page or route for a path; for others its 404 has words of its own
 * @returns {Handler}
 */
export function fillBlankAnswers(site, { page, isPage }) {
  return (request, response) => {
    const [path = "/"] = (request.url ?? "/").split("?", 1)
    // Before the site shortens the address, or asks for another one inside.
    const isForPage = wantsPage(request)
    const isKnown = isPage(path)
    const { writeHead, flushHeaders, write, end } = response
    let isReplaced = false

    /** @param {number} status */
    const replace = (status) => {
      isReplaced = true
      for (const name of bodyHeaders) response.removeHeader(name)
      const shown = status >= 500 ? 503 : status
      const reference = response.getHeader("x-request-id")
      const html = page({
        status: shown,
        path,
        language: languageOf(request.headers),
        reference: reference === undefined ? undefined : String(reference),
      })
      const headers = {
        "content-type": "text/html; charset=utf-8",
        "content-length": Buffer.byteLength(html),
        "content-security-policy": plainPagePolicy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cache-control": "private, no-store",
        ...(shown === 503 && { "retry-after": String(retryAfter) }),
      }
      // Set before they are written: who looks at the answer's headers on the way sees these.
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      Reflect.apply(writeHead, response, [shown])
      Reflect.apply(end, response, [request.method === "HEAD" ? undefined : html])
      return response
    }

    /**
     * @param {number} status
     * @param {unknown} [headers]
     */
    const isBlank = (status, headers) => {
      const type = headerOf(headers, "content-type") ?? response.getHeader("content-type")
      return isForPage && isWithoutWords({ status, type: String(type ?? ""), isKnown })
    }
    /** Whether nothing is sent any more, decided when the first byte would be. */
    const isOver = () => {
      if (!isReplaced && !response.headersSent && isBlank(response.statusCode)) replace(response.statusCode)
      return isReplaced
    }
    /**
     * @param {number} status
     * @param {...any} rest
     */
    response.writeHead = (status, ...rest) => {
      if (isReplaced) return response
      return isBlank(status, rest.at(-1))
        ? replace(status)
        : Reflect.apply(writeHead, response, [status, ...rest])
    }
    response.flushHeaders = () => {
      if (!isOver()) Reflect.apply(flushHeaders, response, [])
    }
    response.write = /** @type {typeof write} */ (
      (/** @type {any[]} */ ...parts) =>
        isOver() ? dropped(parts, true) : Reflect.apply(write, response, parts)
    )
    response.end = /** @type {typeof end} */ (
      (/** @type {any[]} */ ...parts) =>
        isOver() ? dropped(parts, response) : Reflect.apply(end, response, parts)
    )
    return site(request, response)
  }
}

/**
 * @template T
 * @param {any[]} parts of a `write` or `end` whose bytes go nowhere
 * @param {T} answer
 * @returns {T}
 */
function dropped(parts, answer) {
  const callback = parts.at(-1)
  if (typeof callback === "function") process.nextTick(callback)
  return answer
}

/** @param {{ status: number, type: string, isKnown: boolean }} answer */
function isWithoutWords({ status, type, isKnown }) {
  if (status < 400) return false
  const isHtml = type.startsWith("text/html")
  if (status >= 500) return true
  // A form that went wrong is drawn again with its words, whatever its status.
  if (isHtml) return status === 404 && isKnown
  return status === 403 || status === 404
}

/**
 * A browser that opens an address, or sends a form without a script. React and Next ask for other types than HTML.
 *
 * @param {IncomingMessage} request
 */
function wantsPage({ headers }) {
  const isScript = headers.rsc !== undefined || headers["next-action"] !== undefined
  return !isScript && (headers.accept ?? "").includes("text/html")
}

/**
 * @param {unknown} headers the last argument of `writeHead`: an object, a list of names and values, or no headers
 * @param {string} wanted
 */
function headerOf(headers, wanted) {
  if (typeof headers !== "object" || headers === null) return undefined
  const pairs = Array.isArray(headers) ? pairsOf(headers) : Object.entries(headers)
  return pairs.find(([name]) => String(name).toLowerCase() === wanted)?.[1]
}

/**
 * @param {unknown[]} list `["a", "1", "b", "2"]` or `[["a", "1"], ["b", "2"]]`
 * @returns {[unknown, unknown][]}
 */
function pairsOf(list) {
  const flat = list.flat()
  return flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1]]] : []))
}
