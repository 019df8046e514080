import "server-only"
import { getLocale } from "next-intl/server"
import { cache } from "react"
import { readOfferedContent } from "@/lib/db/queries/page-content"
import type { Event } from "@/lib/domain/event"
import { hasPictures, renderMarkdown } from "@/lib/domain/markdown"
import { localiseContent, type PageContent } from "@/lib/domain/page-content"
import { runtime } from "@/lib/runtime"

/** What an event's page says beside its description, in the reader's language. Read once a request. */
export const loadPageContent = cache(async (eventId: string): Promise<PageContent> => {
  const { content, languages } = await readOfferedContent((await runtime()).db, eventId)
  return localiseContent(content, await getLocale(), languages)
})

/** The same as it is shown: what was Markdown is HTML. Made once a request. */
export const loadShownContent = cache(async (eventId: string) => {
  const { faq, directions, ...content } = await loadPageContent(eventId)
  return {
    ...content,
    faq: faq.map(({ id, question, answer }) => ({ id, question, html: renderMarkdown(answer) })),
    directionsHtml: renderMarkdown(directions.text),
  }
})

/** Which texts of an event's page have pictures, which nobody is shown. */
export async function findPictures(
  event: Event,
): Promise<("description" | "terms" | "faq" | "directions")[]> {
  const { faq, directions } = await loadPageContent(event.id)
  const texts = {
    description: event.description,
    terms: event.terms,
    faq: faq.map(({ answer }) => answer).join("\n\n"),
    directions: directions.text,
  }
  const names = ["description", "terms", "faq", "directions"] as const
  return names.filter((name) => hasPictures(texts[name]))
}
