import type { MetadataRoute } from "next"
import { environment } from "@/lib/env"

export const dynamic = "force-dynamic"

/** Events are there to be found; what is somebody's own, or an organizer's, has nothing to say to a crawler. */
export default function robots(): MetadataRoute.Robots {
  const { siteUrl } = environment()
  return {
    rules: {
      userAgent: "*",
      allow: "/",
      disallow: [
        "/api/",
        "/calendar/",
        "/dev/",
        "/me",
        "/organizer",
        "/profile/",
        "/sign-in",
        "/t/",
        "/tickets/",
      ],
    },
    sitemap: `${siteUrl}/sitemap.xml`,
  }
}
