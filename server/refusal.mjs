import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import path from "node:path"

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

const languages = /** @type {const} */ (["en", "es", "pt", "ar"])
const languageCookie = /(?:^|;\s*)gatehouse\.language=(en|es|pt|ar)(?:;|$)/

const style =
  ":root{color-scheme:light dark}body{font:1.0625rem/1.5 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:3rem 1.25rem}h1{font-size:1.875rem;line-height:1.2}"
const styleHash = createHash("sha256").update(style).digest("base64")
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

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
  const language = languageOf(request)
  const { title, body } = words.get(language)?.[word] ?? { title: "", body: "" }
  const isPage = (request.headers.accept ?? "").includes("text/html")
  const content = isPage ? page({ language, title, body }) : `${title} ${body}\n`
  response.writeHead(status, {
    ...headers,
    ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
    "content-type": `text/${isPage ? "html" : "plain"}; charset=utf-8`,
    "content-length": Buffer.byteLength(content),
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    // An answer ahead of the whole request leaves a connection nobody can go on with.
    ...(!request.complete && { connection: "close" }),
  })
  response.end(request.method === "HEAD" ? undefined : content)
}

/**
 * The language somebody chose, or else the first of the browser's wishes that there is; English for nobody else.
 *
 * @param {IncomingMessage} request
 */
function languageOf({ headers }) {
  const chosen = languageCookie.exec(headers.cookie ?? "")?.[1]
  if (chosen) return chosen
  const wishes = (headers["accept-language"] ?? "").slice(0, 500).toLowerCase().split(",")
  const tags = wishes.map((wish) => wish.trim().split(/[-;]/, 1)[0] ?? "")
  return (
    languages.find((language) => language === tags.find((tag) => languages.some((one) => one === tag))) ??
    "en"
  )
}

/** @param {{ language: string, title: string, body: string }} texts texts of ours, which hold no markup */
function page({ language, title, body }) {
  return `<!doctype html><html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Gatehouse</title><style>${style}</style><h1>${title}</h1><p>${body}</p></html>\n`
}
