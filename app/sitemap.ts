import type { MetadataRoute } from "next"
import { listPublishedEvents } from "@/lib/db/queries/events"
import { runtime } from "@/lib/runtime"

export const dynamic = "force-dynamic"

/** More than a sitemap may list of one site; nobody has so many events to come. */
const mostListed = 10_000

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { db, clock, siteUrl } = await runtime()
  const events = await listPublishedEvents(db, clock(), { limit: mostListed })
  return [{ url: siteUrl }, ...events.map(({ slug }) => ({ url: `${siteUrl}/e/${slug}` }))]
}
