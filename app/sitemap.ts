import type { MetadataRoute } from "next"
import { listPublishedSlugs } from "@/lib/db/queries/events"
import { runtime } from "@/lib/runtime"

export const dynamic = "force-dynamic"

/** Fewer than the 50,000 addresses a sitemap may list. */
const mostListed = 10_000

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { db, clock, siteUrl } = await runtime()
  const slugs = await listPublishedSlugs(db, clock(), mostListed)
  return [{ url: siteUrl }, ...slugs.map((slug) => ({ url: `${siteUrl}/e/${slug}` }))]
}
