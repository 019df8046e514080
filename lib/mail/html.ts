const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

/**
 * Markup that is safe to send. The `html` tag makes one, and `markdownHtml` of a text: no other string passes for
 * markup.
 */
export class Html {
  readonly #markup: string

  constructor(strings: readonly string[], values: HtmlValue[]) {
    this.#markup = String.raw({ raw: strings }, ...values.map(markupOf))
  }

  toString(): string {
    return this.#markup
  }
}

/** `null` writes nothing, which makes an optional part one conditional expression. */
export type HtmlValue = string | number | null | Html | Html[]

/** Markup with every value escaped, in text and in quoted attributes alike; other `html` markup goes in as it is. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(strings, values)
}

function markupOf(value: HtmlValue): string {
  if (value === null) return ""
  if (value instanceof Html) return value.toString()
  if (Array.isArray(value)) return value.join("")
  return String(value).replace(/[&<>"']/g, (character) => escapes[character] ?? "")
}
