import type { AppContext } from "@/lib/context"
import { findNetworkRule } from "@/lib/db/queries/network-passes"
import type { Event } from "@/lib/domain/event"

/** A document of the Captive Portal API (RFC 8908). */
export type CaptivePortal = { captive: boolean; "venue-info-url": string }

/**
 * What a device on an event's Wi-Fi is told: nothing holds it up, and its own ticket is the page about the venue. Null
 * without a network pass, and where a portal lets people in: only the portal knows who is still outside.
 */
export async function findCaptivePortal(
  { db, siteUrl }: Pick<AppContext, "db" | "siteUrl">,
  { id, slug }: Pick<Event, "id" | "slug">,
): Promise<CaptivePortal | null> {
  const rule = await findNetworkRule(db, id)
  if (!rule || rule.portalUrl !== null) return null
  return { captive: false, "venue-info-url": `${siteUrl}/e/${slug}/ticket` }
}
