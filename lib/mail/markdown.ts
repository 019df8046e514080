import { renderMarkdown } from "@/lib/domain/markdown"
import { type } from "./frame"
import { Html } from "./html"
import type { Palette } from "./palette"

/**
 * An organizer's Markdown as markup that may stand in a mail: styles are inline, because mail programs drop the rest.
 */
export function markdownHtml(source: string, { ink, text }: Palette): Html {
  const body = `margin:0 0 12px;${type.body};color:${ink}`
  const heading = `margin:16px 0 8px;${type.fact};color:${ink}`
  const styles: [pattern: RegExp, open: string][] = [
    [/<p>/g, `<p class="ink" style="${body}">`],
    [/<h[2-6]>/g, `<p class="ink" style="${heading}">`],
    [/<\/h[2-6]>/g, "</p>"],
    [/<(ul|ol)>/g, `<$1 class="ink" style="${body};padding-inline-start:24px">`],
    [/<blockquote>/g, `<blockquote style="margin:0 0 12px;padding-inline-start:16px">`],
    [/<a rel="nofollow noopener" /g, `<a class="text" style="color:${text}" `],
  ]
  const markup = styles.reduce(
    (styled, [pattern, open]) => styled.replace(pattern, open),
    renderMarkdown(source),
  )
  return new Html([markup], [])
}
