import { readFileSync } from "node:fs"
import path from "node:path"
import { escaped, languageOf, languages, plainPage, plainPagePolicy } from "./plain-page.mjs"

/**
 * @typedef {import("node:http").IncomingMessage} IncomingMessage
 * @typedef {import("node:http").ServerResponse} ServerResponse
 * @typedef {{ status: number, word: string, retryAfter?: number, headers?: Record<string, string> }} Refusal `word` is
 *   its key in messages/<language>/server.json, `retryAfter` seconds.
 * @typedef {Record<string, { title: string, body: string }>} Words
 */

/** Everything the server answers without asking the site. */
export const refusals = {
  malformed: { status: 400, word: "malformed" },
  method: { status: 405, word: "method", headers: { allow: "GET, HEAD, POST" } },
  slow: { status: 408, word: "slow" },
  tooLarge: { status: 413, word: "too_large" },
  upgrade: { status: 400, word: "upgrade" },
  longHead: { status: 431, word: "malformed" },
  broken: { status: 500, word: "broken" },
  unknownMethod: { status: 501, word: "method" },
  busy: { status: 503, word: "busy", retryAfter: 5 },
}

/**
 * The refusals' words in every language.
 *
 * @param {string} folder that holds `messages`
 * @returns {Map<string, Words>}
 */
export function loadRefusalWords(folder) {
  return new Map(
    languages.map((language) => [
      language,
      JSON.parse(readFileSync(path.join(folder, "messages", language, "server.json"), "utf8")),
    ]),
  )
}

/**
 * Ends the request: a small page in the visitor's language for a browser, one line for a program.
 *
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {Refusal} refusal
 * @param {Map<string, Words>} words
 */
export function refuse(request, response, { status, word, retryAfter, headers = {} }, words) {
  const language = languageOf(request.headers)
  const { title, body } = words.get(language)?.[word] ?? { title: "", body: "" }
  const isPage = (request.headers.accept ?? "").includes("text/html")
  const content = isPage ? plainPage({ language, title, body: escaped(body) }) : `${title} ${body}\n`
  response.writeHead(status, {
    ...headers,
    ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
    "content-type": `text/${isPage ? "html" : "plain"}; charset=utf-8`,
    "content-length": Buffer.byteLength(content),
    "content-security-policy": plainPagePolicy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    // An answer ahead of the whole request leaves a connection nobody can go on with.
    ...(!request.complete && { connection: "close" }),
  })
  response.end(request.method === "HEAD" ? undefined : content)
}
