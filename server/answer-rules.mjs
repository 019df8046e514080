/**
 * For answers that bring no policy of their own: nothing is loaded or run, styles inside the page excepted, which the
 * embedded GATE's documentation has.
 */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"

/** How the cookie of a session is taken away (`lib/auth`): it is set to nothing. */
const endedSession = /^(?:__Host-)?gatehouse\.session=;/

/**
 * Changes an answer of the site as its head is sent.
 *
 * @param {import("node:http").ServerResponse} response
 * @param {{ isForm: boolean, isClosing: () => boolean }} request `isForm`: a browser posted it; `isClosing`: the server
 *   is to take no further request on this connection
 */
export function applyAnswerRules(response, { isForm, isClosing }) {
  const { writeHead } = response
  /**
   * @param {number} status
   * @param {...any} rest
   */
  response.writeHead = (status, ...rest) => {
    const sent = namesOf(rest.at(-1))
    const isMissing = (/** @type {string} */ name) => !sent.has(name) && !response.hasHeader(name)
    if (isMissing("x-content-type-options")) response.setHeader("x-content-type-options", "nosniff")
    if (isMissing("content-security-policy")) response.setHeader("content-security-policy", policy)
    // Tickets that this browser keeps for where there is no network are readable without the session (decision 0053).
    if (setsCookie(response, endedSession)) response.setHeader("clear-site-data", '"storage"')
    if (isClosing() && isMissing("connection")) response.setHeader("connection", "close")
    // 307 and 308 have the browser send the form again to where they lead: the form was taken, and is over.
    const isRepeating = isForm && (status === 307 || status === 308)
    return Reflect.apply(writeHead, response, [isRepeating ? 303 : status, ...rest])
  }
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {RegExp} pattern
 */
function setsCookie(response, pattern) {
  const cookies = [response.getHeader("set-cookie") ?? []].flat().map(String)
  return cookies.some((cookie) => pattern.test(cookie))
}

/**
 * @param {unknown} headers the last argument of `writeHead`: an object, a list of names and values, or no headers
 * @returns {Set<string>}
 */
function namesOf(headers) {
  if (Array.isArray(headers)) return new Set(headers.flat().map((name) => String(name).toLowerCase()))
  if (typeof headers !== "object" || headers === null) return new Set()
  return new Set(Object.keys(headers).map((name) => name.toLowerCase()))
}
