import type { MetadataRoute } from "next"
import { listPublishedEvents } from "@/lib/db/queries/events"
import { runtime } from "@/lib/runtime"

export const dynamic = "force-dynamic"

/** Fewer than the 50,000 addresses a sitemap may list. */
const mostListed = 10_000

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { db, clock, siteUrl } = await runtime()
  const events = await listPublishedEvents(db, clock(), { limit: mostListed })
  return [{ url: siteUrl }, ...events.map(({ slug }) => ({ url: `${siteUrl}/e/${slug}` }))]
}
