import { NextIntlClientProvider } from "next-intl"
import { getMessages } from "next-intl/server"
import type { ReactElement } from "react"
import { prerender } from "react-dom/static"
import { WordsProvider } from "./words"

export type Tag = { name: string; attributes: Record<string, string> }

const entities: Record<string, string> = {
  "&amp;": "&",
  "&quot;": '"',
  "&#x27;": "'",
  "&lt;": "<",
  "&gt;": ">",
}

function decode(text: string): string {
  return text.replace(/&(?:amp|quot|#x27|lt|gt);/g, (entity) => entities[entity] ?? entity)
}

function parseTags(html: string): Tag[] {
  return [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/gi)].map((match) => {
    const pairs = [...(match[2] ?? "").matchAll(/\s([^\s=>]+)(?:="([^"]*)")?/g)]
    const attributes = Object.fromEntries(pairs.map((pair) => [pair[1] ?? "", decode(pair[2] ?? "")]))
    return { name: match[1] ?? "", attributes }
  })
}

async function markupOf(element: ReactElement): Promise<string> {
  const messages = await getMessages()
  const { prelude } = await prerender(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={messages}>
      <WordsProvider words={messages.common.browser}>{element}</WordsProvider>
    </NextIntlClientProvider>,
  )
  return (await new Response(prelude).text()).replaceAll("<!-- -->", "")
}

/** What a test asks of the HTML React writes, as a reader of English without JavaScript gets it. */
export async function rendered(element: ReactElement) {
  const html = await markupOf(element)
  const tags = parseTags(html)

  const textOf = (tag: string, attribute: string, value: string): string => {
    const [, inner = ""] =
      new RegExp(`<${tag}[^>]*\\s${attribute}="${value}"[^>]*>(.*?)</${tag}>`, "s").exec(html) ?? []
    return decode(inner.replace(/<[^>]*>/g, ""))
  }

  const control = (name: string): Record<string, string> => {
    const tag = tags.find(({ attributes }) => attributes.name === name)
    if (!tag) throw new Error(`No control is called ${name}`)
    return tag.attributes
  }

  const textById = (id: string): string => {
    const tag = tags.find(({ attributes }) => attributes.id === id)
    return tag ? textOf(tag.name, "id", id) : ""
  }

  const describedText = (attributes: Record<string, string>): string[] =>
    (attributes["aria-describedby"] ?? "").split(" ").filter(Boolean).map(textById)

  return {
    html,
    tags,
    control,
    /** The label bound to a control's id. */
    labelOf: (name: string) => textOf("label", "for", control(name).id ?? ""),
    /** The texts a control's description points at. */
    descriptionOf: (name: string) => describedText(control(name)),
    describedText,
    byTag: (name: string) => tags.filter((tag) => tag.name === name).map((tag) => tag.attributes),
  }
}
