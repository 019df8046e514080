import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import path from "node:path"

/**
 * Pages for answers that would reach a browser without words: Next draws an error and a refusal of a page in the browser
 * only, so that without JavaScript there is nothing to read. They need nothing from anywhere: no database, no font, no
 * file.
 *
 * @typedef {"en" | "es" | "pt" | "ar"} Language
 * @typedef {"broken" | "absent" | "absentForOrganizer" | "foreign"} Kind
 * @typedef {{ title: string, body: string }} Text
 * @typedef {Record<Kind, Text> & { reference: string, again: string, events: string, ownEvents: string, signIn: string }} Words
 * @typedef {{ status: number, language: Language, path: string, reference?: string | undefined }} Failure `path` is
 *   where the visitor is; `reference` is what the log calls the request
 */

/** @type {readonly Language[]} */
export const languages = ["en", "es", "pt", "ar"]

// Dark and light, left and right as on every other page; the colours are those of app/globals.css.
const style = `
:root{color-scheme:light dark;--bg:oklch(0.985 0.006 85);--line:oklch(0.62 0.02 85);--ink:oklch(0.23 0.025 45);--ink-2:oklch(0.45 0.022 45);--solid:oklch(0.5 0.17 45);--on-solid:oklch(0.99 0.005 45)}
@media (prefers-color-scheme:dark){:root{--bg:oklch(0.175 0.014 45);--line:oklch(0.52 0.02 45);--ink:oklch(0.95 0.008 45);--ink-2:oklch(0.76 0.014 45);--solid:oklch(0.8 0.13 45);--on-solid:oklch(0.2 0.03 45)}}
body{margin:0;background:var(--bg);color:var(--ink);font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
main{max-width:34rem;margin:0 auto;padding:3rem 1.25rem}
h1{margin:0 0 1rem;font-size:2.5rem;line-height:1.1}
p{margin:0 0 1.5rem;color:var(--ink-2)}
bdi{font-family:ui-monospace,monospace;overflow-wrap:anywhere}
nav{display:flex;flex-wrap:wrap;gap:.75rem}
a{padding:.7rem 1.25rem;border:1px solid var(--line);border-radius:10px;color:inherit;font-weight:600;text-decoration:none}
a:first-child{border-color:var(--solid);background:var(--solid);color:var(--on-solid)}
a:focus-visible{outline:3px solid var(--solid);outline-offset:3px}
`

const styleHash = createHash("sha256").update(style).digest("base64")

/** The content security policy of these pages. */
export const failurePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/**
 * @param {string} folder that holds `messages`
 * @param {Language} language
 * @returns {Words}
 */
function readWords(folder, language) {
  /** @param {string} name */
  const read = (name) =>
    JSON.parse(readFileSync(path.join(folder, "messages", language, `${name}.json`), "utf8"))
  const [common, attendee, organizer] = ["common", "attendee", "organizer"].map(read)
  return {
    broken: common.broken,
    absent: attendee.not_found,
    absentForOrganizer: organizer.not_found,
    foreign: common.failure.foreign_request,
    reference: common.broken.reference,
    again: common.try_again,
    events: common.see_events,
    ownEvents: organizer.not_found.events,
    signIn: common.footer.sign_in,
  }
}

/**
 * Reads the words once, and answers what makes a page of them.
 *
 * @param {string} folder that holds `messages`
 * @returns {(failure: Failure) => string}
 */
export function createFailurePage(folder) {
  const words = new Map(languages.map((language) => [language, readWords(folder, language)]))
  return (failure) => {
    const own = words.get(failure.language)
    if (!own) throw new Error("There are no words in this language.")
    return failurePage(failure, own)
  }
}

/**
 * @param {Failure} failure
 * @returns {Kind}
 */
function kindOf({ status, path: address }) {
  if (status >= 500) return "broken"
  if (status === 403) return "foreign"
  return /^\/organizer(\/|$)/.test(address) ? "absentForOrganizer" : "absent"
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")
}

/**
 * @param {Failure} failure
 * @param {Words} words
 */
function failurePage(failure, words) {
  const { language, reference } = failure
  const kind = kindOf(failure)
  const { title, body } = words[kind]
  const traced =
    kind === "broken" && reference ? ` ${escaped(words.reference)} <bdi>${escaped(reference)}</bdi>` : ""
  /** @param {string} href @param {string} text */
  const link = (href, text) => `<a href="${escaped(href)}">${escaped(text)}</a>`
  // The same address is asked for again without what it was asked with: a form is never sent twice by a link.
  const again = link(failure.path.replace(/^[/\\]+/, "/"), words.again)
  const links = {
    broken: [again, link("/", words.events)],
    foreign: [again, link("/", words.events)],
    absent: [link("/", words.events), link("/sign-in", words.signIn)],
    absentForOrganizer: [link("/organizer", words.ownEvents), link("/sign-in", words.signIn)],
  }[kind]
  return `<!doctype html>
<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escaped(title)} · Gatehouse</title><style>${style}</style></head>
<body><main><h1>${escaped(title)}</h1><p>${escaped(body)}${traced}</p><nav>${links.join("")}</nav></main></body>
</html>
`
}

const languageCookie = /(?:^|;\s*)gatehouse\.language=(en|es|pt|ar)(?:;|$)/

/**
 * The language somebody chose, or else the first of the browser's wishes, by weight, that there is.
 *
 * @param {import("node:http").IncomingHttpHeaders} headers
 * @returns {Language}
 */
export function languageOf(headers) {
  const chosen = languageCookie.exec(headers.cookie ?? "")?.[1]
  const wishes = (headers["accept-language"] ?? "")
    .slice(0, 500)
    .toLowerCase()
    .split(",")
    .map((wish) => {
      const [tag = "", ...parameters] = wish.split(";")
      const weight = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean)
      return { tag: tag.trim().split("-")[0], weight: Number(weight ?? 1) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
  const best = chosen ?? wishes.find((tag) => languages.some((language) => language === tag))
  return languages.find((language) => language === best) ?? "en"
}
