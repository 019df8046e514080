import "server-only"
import type { Metadata } from "next"
import { getLocale } from "next-intl/server"
import type { Event } from "@/lib/domain/event"
import { dateRange } from "@/lib/domain/event-time"
import { environment } from "@/lib/env"
import { summarise } from "@/lib/events/markdown"
import { runtime } from "@/lib/runtime"
import { eventData, toScriptText } from "@/lib/sharing/event-data"
import { sharePictureSize, sharePictureVersion } from "@/lib/sharing/pictured-event"

/** Characters of a description that a search result or a shared link shows. */
const shownLength = 200

function addressesOf(event: Event, language: string) {
  const url = `${environment().siteUrl}/e/${event.slug}`
  return { url, picture: `${url}/share/${language}-${sharePictureVersion(event, language)}.png` }
}

/** What others see of an event where its address is shared or found. */
export async function sharedMetadata(event: Event): Promise<Metadata> {
  const language = await getLocale()
  const { url, picture } = addressesOf(event, language)
  const { title } = event
  const facts = `${dateRange(event, language)}, ${event.venueName}`
  const description = `${facts}. ${summarise(event.description, shownLength)}`.trim()
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
      locale: language,
      images: [image],
    },
    twitter: { card: "summary_large_image", title, description, images: [image] },
  }
}

/** The event for search engines, as text that may stand in a script element. */
export async function loadEventData(event: Event): Promise<string> {
  const language = await getLocale()
  const { clock } = await runtime()
  const description = summarise(event.description, 5_000)
  return toScriptText(eventData(event, { ...addressesOf(event, language), description }, language, clock()))
}
