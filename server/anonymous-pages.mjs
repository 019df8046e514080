import { createHash } from "node:crypto"
import { gzipSync } from "node:zlib"
import { dateLocaleOf } from "./date-locale.mjs"
import { languageOf } from "./plain-page.mjs"

/**
 * @typedef {import("node:http").IncomingMessage} IncomingMessage
 * @typedef {import("node:http").ServerResponse} ServerResponse
 * @typedef {{ path: string, locale: string }} Page `locale`: a language, with a country where that writes dates otherwise
 * @typedef {{ status: number, headers: Record<string, string>, html: Buffer, zipped: Buffer }} Copy
 * @typedef {{ copy: Copy | null, madeAt: number, making: Promise<Copy | null> | null }} Kept
 */

/** Pages that say the same to everybody who is nobody yet, and have nothing a script would be needed for. */
const routes = new Set(["/", "/e/[event]"])

/** Places left are told this many milliseconds late at most. */
const lifetimeMs = 2_000

/** From this age on a copy is made anew while the old one is still given out, so that in a crowd nobody waits. */
const refreshAfterMs = 1_000

/** After a form was taken a copy may be this old: in a crowd of people who register there would be none otherwise. */
const lifetimeAfterFormMs = 200

/** Of a few events in eight locales; most are 60 kB, and one with hundreds of sessions many times that. */
const mostKept = 200

/** Bytes of all copies together, and of one of them, packed and unpacked. */
const mostBytes = 32 * 1024 * 1024
const mostBytesOfOne = 1024 * 1024

/** Beside these every header of an answer is made anew, or is about the one visitor it was for. */
const keptHeaders = [
  "content-type",
  "cross-origin-opener-policy",
  "permissions-policy",
  "referrer-policy",
  "strict-transport-security",
  "x-content-type-options",
]

/** JSON-LD is no script to a browser, and one that says so is the same for everybody. */
const scripts =
  /<script(?![^>]*(?:type="application\/ld\+json"|data-for="everybody"))[^>]*>[\s\S]*?<\/script>/g
const keptScripts = /<script data-for="everybody">([\s\S]*?)<\/script>/g
const scriptLinks = /<link[^>]*\bas="script"[^>]*>/g
const nonces = / nonce="[^"]*"/g
const sheets = /<link rel="stylesheet" href="([^"?]+)[^"]*"[^>]*>/g
/** What a sheet names from where it lies itself. */
const relative = /url\((\.[^)]*)\)/g
const sheetHints = /<link[^>]*\bas="style"[^>]*>/g

/** Nothing a URL is read differently for by anybody, and no query. */
const plainPath = /^\/[\w/-]*$/

const scriptPolicy = /script-src [^;]*/

/**
 * Keeps the pages a crowd comes for, event pages and the list of events, for a second or two, and gives them to whoever
 * is not signed in and in the middle of nothing. A page costs 15 ms and more to make, a copy a fraction of one. They work
 * without Next's scripts, so copies have none of them: 130 kB less for a phone (decision 0036).
 */
export class AnonymousPages {
  /** @type {Map<string, Kept>} by path and locale, the latest asked for last */
  #kept = new Map()
  #formTakenAt = Number.NEGATIVE_INFINITY

  /**
   * @param {{
   *   render: (page: Page) => Promise<Response>,
   *   routeOf: (path: string) => string | undefined,
   *   readSheet: (path: string) => string,
   *   now: () => number,
   * }} parts `render` asks the site for a page as nobody; `readSheet` reads a style sheet of the site; `now` in
   *   milliseconds
   */
  constructor({ render, routeOf, readSheet, now }) {
    this.render = render
    this.routeOf = routeOf
    this.readSheet = readSheet
    this.now = now
  }

  /** Whatever a form changed shows to whoever looks next. */
  noteForm() {
    this.#formTakenAt = this.now()
  }

  /**
   * Answers a request with a copy.
   *
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   * @param {() => Promise<boolean>} enter whether a page may be made for this request; false: it was answered
   * @returns {Promise<"answered" | "entered" | "no copy">} `entered`: it was let in, and the site has to answer it
   */
  async answer(request, response, enter) {
    const page = this.#pageOf(request)
    if (page === null) return "no copy"
    const kept = this.#keep(page)
    const age = this.now() - kept.madeAt
    if (kept.copy && age < this.#longestAge(kept)) {
      if (age > refreshAfterMs) this.#make(page, kept)
      send(request, response, kept.copy)
      return "answered"
    }
    const isFirst = kept.making === null
    let isIn = false
    const copy = await this.#make(page, kept, async () => {
      isIn = await enter()
      return isIn
    })
    if (copy !== null) send(request, response, copy)
    if (copy !== null || (isFirst && !isIn)) return "answered"
    return isIn ? "entered" : "no copy"
  }

  /** @param {Kept} kept */
  #longestAge({ madeAt }) {
    return madeAt > this.#formTakenAt ? lifetimeMs : lifetimeAfterFormMs
  }

  /**
   * @param {IncomingMessage} request
   * @returns {Page | null}
   */
  #pageOf({ method, url = "", headers }) {
    if (method !== "GET" && method !== "HEAD") return null
    if (!/text\/html|\*\/\*/.test(headers.accept ?? "*/*") || headers.rsc !== undefined) return null
    if (!isNobody(headers.cookie) || headers["x-gatehouse-unsent"] !== undefined) return null
    const route = plainPath.test(url) ? this.routeOf(url) : undefined
    if (route === undefined || !routes.has(route)) return null
    return { path: url, locale: dateLocaleOf(languageOf(headers), headers["accept-language"]) }
  }

  /** @param {Page} page */
  #keep(page) {
    const key = keyOf(page)
    const kept = this.#kept.get(key) ?? { copy: null, madeAt: Number.NEGATIVE_INFINITY, making: null }
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    this.#dropOldest()
    return kept
  }

  /** Gives up those asked for longest ago, while there are too many or they weigh too much together. */
  #dropOldest() {
    let bytes = 0
    for (const { copy } of this.#kept.values()) bytes += weightOf(copy)
    for (const [key, { copy }] of this.#kept) {
      if (this.#kept.size <= mostKept && bytes <= mostBytes) break
      bytes -= weightOf(copy)
      this.#kept.delete(key)
    }
  }

  /**
   * Makes a copy, once for all who wait for it; null when the page is for one visitor alone or broke, or none may be made now.
   *
   * @param {Page} page
   * @param {Kept} kept
   * @param {() => Promise<boolean>} [enter]
   */
  #make(page, kept, enter = async () => true) {
    kept.making ??= (async () => ((await enter()) ? this.#makeNow(page, kept) : null))().finally(() => {
      kept.making = null
    })
    return kept.making
  }

  /**
   * @param {Page} page
   * @param {Kept} kept
   */
  async #makeNow(page, kept) {
    const since = this.now()
    const copy = await this.#render(page).catch(() => null)
    kept.copy = copy?.status === 200 && weightOf(copy) <= mostBytesOfOne ? copy : null
    kept.madeAt = since
    // Or whoever asks for events that are not there would drive out those that are.
    if (kept.copy === null) this.#kept.delete(keyOf(page))
    else this.#dropOldest()
    return copy
  }

  /** @param {Page} page */
  async #render(page) {
    const answer = await this.render(page)
    const html = await answer.text()
    const isForAll = !answer.headers.has("set-cookie") && (answer.status === 200 || answer.status === 404)
    return isForAll ? copyOf(answer, this.#withSheets(html)) : null
  }

  /**
   * The page with its style sheets in it: whoever comes for one page has nothing to keep them for, and a crowd would ask
   * for each once more.
   *
   * @param {string} html
   */
  #withSheets(html) {
    return html
      .replace(sheetHints, "")
      .replace(sheets, (_, path) => `<style>${fromAnywhere(this.readSheet(path), path)}</style>`)
  }
}

/**
 * A sheet that finds its fonts wherever it stands.
 *
 * @param {string} css
 * @param {string} path where it lay
 */
function fromAnywhere(css, path) {
  return css.replace(relative, (_, to) => `url(${new URL(to, `http://site${path}`).pathname})`)
}

/** @param {Copy | null} copy */
function weightOf(copy) {
  return copy === null ? 0 : copy.html.byteLength + copy.zipped.byteLength
}

/** @param {Page} page */
function keyOf({ path, locale }) {
  return `${locale} ${path}`
}

/**
 * Whether no cookie says who somebody is or what they have begun; what else runs at this address may have its own.
 *
 * @param {string | undefined} cookie
 */
function isNobody(cookie = "") {
  const names = cookie.split(";").map((pair) => pair.split("=", 1)[0]?.trim() ?? "")
  return !names.some((name) => /gatehouse\./.test(name) && name !== "gatehouse.language")
}

/**
 * @param {Response} answer
 * @param {string} page
 * @returns {Copy}
 */
function copyOf(answer, page) {
  const text = page.replace(scripts, "").replace(scriptLinks, "").replace(nonces, "")
  const html = Buffer.from(text)
  /** @type {Record<string, string>} */
  const headers = {}
  for (const name of keptHeaders) {
    const value = answer.headers.get(name)
    if (value !== null) headers[name] = value
  }
  const policy = answer.headers.get("content-security-policy") ?? "default-src 'self'; script-src 'none'"
  headers["content-security-policy"] = policy.replace(scriptPolicy, `script-src ${allowed(text)}`)
  const fonts = fontLinks(answer.headers.get("link") ?? "")
  if (fonts) headers.link = fonts
  headers["cache-control"] = "private, no-store"
  headers.vary = "accept-encoding, accept-language, cookie"
  return { status: answer.status, headers, html, zipped: gzipSync(html) }
}

/**
 * What may run on a page that is kept: the scripts it carries, each by its hash.
 *
 * @param {string} html
 */
function allowed(html) {
  const hashes = [...html.matchAll(keptScripts)].map(([, script = ""]) => {
    return `'sha256-${createHash("sha256").update(script).digest("base64")}'`
  })
  return hashes.join(" ") || "'none'"
}

/**
 * What a page says to load early, without the scripts: a heading would jump when its font comes.
 *
 * @param {string} links a `Link` header
 */
function fontLinks(links) {
  const fonts = links.split(/,\s*(?=<)/).filter((link) => /\bas="?font\b/.test(link))
  return fonts.map((link) => link.replace(/;\s*nonce="[^"]*"/, "")).join(", ")
}

/**
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {Copy} copy
 */
function send({ method, headers }, response, copy) {
  const isZipped = /\bgzip\b/.test(String(headers["accept-encoding"] ?? ""))
  const body = isZipped ? copy.zipped : copy.html
  for (const [name, value] of Object.entries(copy.headers)) response.setHeader(name, value)
  if (isZipped) response.setHeader("content-encoding", "gzip")
  response.setHeader("content-length", body.byteLength)
  response.writeHead(copy.status)
  response.end(method === "HEAD" ? undefined : body)
}
