import { micromark } from "micromark"
import { gfmTable, gfmTableHtml } from "micromark-extension-gfm-table"

function toHtml(source: string): string {
  return micromark(source, { extensions: [gfmTable()], htmlExtensions: [gfmTableHtml()] })
}

/**
 * An organizer's Markdown as HTML that may stand in our page: raw HTML is shown as text, and a link whose scheme can
 * run code loses its address. An image is its text: a visitor's browser asks no stranger's server for anything.
 * `#` is an `<h2>`: the page has its own `<h1>`.
 */
export function renderMarkdown(source: string): string {
  // Every `<` in the result is micromark's own: it escapes those of the source, in text, titles and addresses.
  return toHtml(source)
    .replace(/<img src="[^"]*" alt="([^"]*)"(?: title="[^"]*")? \/>/g, "$1")
    .replace(
      /<(\/?)h([1-6])>/g,
      (_, slash: string, level: string) => `<${slash}h${Math.min(6, Number(level) + 1)}>`,
    )
    .replace(/<a href=""(?: title="[^"]*")?>(.*?)<\/a>/gs, "$1")
    .replaceAll("<a href=", '<a rel="nofollow noopener" href=')
}

/** Whether a text has pictures, of which only the description is shown. */
export function hasPictures(source: string): boolean {
  return toHtml(source).includes("<img ")
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' }

/** The beginning of a Markdown text in plain words, at most `length` characters, ended at a word. */
export function summarise(source: string, length: number): string {
  const text = toHtml(source)
    .replace(/<[^>]*alt="([^"]*)"[^>]*>/g, "$1")
    .replace(/<[^>]+>/g, " ")
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? "")
    .replace(/\s+/g, " ")
    .replace(/ (?=[.,;:!?])/g, "")
    .trim()
  if (text.length <= length) return text
  const cut = text.slice(0, length - 1)
  const end = cut.lastIndexOf(" ")
  return `${end > 0 ? cut.slice(0, end) : cut}…`
}
