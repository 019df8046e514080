import { createHash } from "node:crypto"
import type { Event } from "@/lib/domain/event"

/** What the picture of an event shows; a change of any of it is another picture. */
export type PicturedEvent = Pick<
  Event,
  "title" | "host" | "hue" | "startsAt" | "endsAt" | "timeZone" | "venueName" | "cover"
>

/** Pixels, as Open Graph's readers want it. */
export const sharePictureSize = { width: 1200, height: 630 }

/** A short name of everything the picture shows, for its address: what changes is fetched again, the rest never. */
export function sharePictureVersion(event: PicturedEvent, language: string): string {
  const { title, host, hue, startsAt, endsAt, timeZone, venueName, cover } = event
  const shown = [language, title, host, hue, startsAt, endsAt, timeZone, venueName, cover?.hash, cover?.focus]
  return createHash("sha256").update(JSON.stringify(shown)).digest("base64url").slice(0, 12)
}

/** Where the picture of an event is, with its name written in `language`. */
export function sharePictureUrl(
  siteUrl: string,
  event: PicturedEvent & Pick<Event, "slug">,
  language: string,
): string {
  const ending = event.cover ? "jpg" : "png"
  return `${siteUrl}/e/${event.slug}/share/${language}-${sharePictureVersion(event, language)}.${ending}`
}
