import "server-only"
import type { Metadata } from "next"
import { getLocale } from "next-intl/server"
import { cache } from "react"
import type { Event } from "@/lib/domain/event"
import { dateRange } from "@/lib/domain/event-time"
import { summarise } from "@/lib/domain/markdown"
import { picturePath } from "@/lib/domain/picture"
import { environment } from "@/lib/env"
import { languageTag } from "@/lib/i18n/languages"
import { runtime } from "@/lib/runtime"
import { eventData, faqData, toScriptText } from "@/lib/sharing/event-data"
import { sharePictureSize, sharePictureUrl } from "@/lib/sharing/pictured-event"
import { loadPageContent, loadShownContent } from "./page-content"

/** Characters of a description that a search result or a shared link shows. */
const shownLength = 200

/** Where an event and its pictures are, and its beginning in plain words. Made once a request. */
const describe = cache(async (event: Event) => {
  const language = await getLocale()
  const url = `${environment().siteUrl}/e/${event.slug}`
  const picture = sharePictureUrl(environment().siteUrl, event, language)
  const widest = event.cover?.widths.at(-1)
  const cover = event.cover && widest && `${environment().siteUrl}${picturePath(event.cover, widest, "webp")}`
  return {
    language,
    url,
    picture,
    pictures: cover ? [cover, picture] : [picture],
    description: summarise(event.description, shownLength),
  }
})

/** What others see of an event where its address is shared or found. */
export async function sharedMetadata(event: Event): Promise<Metadata> {
  const { language, url, picture, description: beginning } = await describe(event)
  const { title } = event
  const facts = `${dateRange(event, language)}, ${event.venueName}`
  const description = `${facts}. ${beginning}`.trim()
  const image = { url: picture, ...sharePictureSize, alt: `${title}, ${facts}` }
  return {
    title,
    description,
    alternates: { canonical: url },
    openGraph: {
      type: "website",
      siteName: "Gatehouse",
      title,
      description,
      url,
      locale: languageTag(language).replace("-", "_"),
      images: [image],
    },
    twitter: { card: "summary_large_image", title, description, images: [image] },
  }
}

/** The event for search engines, as text that may stand in a script element. */
export async function loadEventData(event: Event): Promise<string> {
  const { language, ...shared } = await describe(event)
  const content = await loadPageContent(event.id)
  return toScriptText(eventData(event, { ...shared, content }, language, (await runtime()).clock()))
}

/** Its questions and answers for search engines; null where it has none. */
export async function loadFaqData(event: Event): Promise<string | null> {
  const { faq } = await loadShownContent(event.id)
  if (faq.length === 0) return null
  const { url, language } = await describe(event)
  return toScriptText(faqData(url, faq, language))
}
