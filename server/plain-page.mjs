import { createHash } from "node:crypto"

/**
 * The page of a server that has nothing but itself: no database, no font, no file, no script.
 *
 * @typedef {"en" | "es" | "pt" | "ar"} Language
 */

/** @type {readonly Language[]} */
export const languages = ["en", "es", "pt", "ar"]

// Dark and light, left and right as on every other page; the colours are those of app/theme.css.
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
export const plainPagePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** @param {string} text */
export function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")
}

/**
 * @param {{ language: Language, title: string, body: string, links?: readonly string[] }} parts `title` is text, `body`
 *   and `links` are HTML
 * @returns {string}
 */
export function plainPage({ language, title, body, links = [] }) {
  const ways = links.length > 0 ? `<nav>${links.join("")}</nav>` : ""
  return `<!doctype html>
<html lang="${language === "pt" ? "pt-BR" : language}" dir="${language === "ar" ? "rtl" : "ltr"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escaped(title)} · Gatehouse</title><style>${style}</style></head>
<body><main><h1>${escaped(title)}</h1><p>${body}</p>${ways}</main></body>
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
