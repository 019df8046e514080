import { findPublishedEvent } from "@/lib/db/queries/events"
import { findCaptivePortal } from "@/lib/network/captive-portal"
import { runtime } from "@/lib/runtime"

type CaptivePortalRouteContext = { params: Promise<{ event: string }> }

/** What a device is told of the event's Wi-Fi (RFC 8908); networks tell its address by DHCP or router advertisement. */
export async function GET(_: Request, { params }: CaptivePortalRouteContext): Promise<Response> {
  const context = await runtime()
  const event = await findPublishedEvent(context.db, (await params).event)
  const document = event && (await findCaptivePortal(context, event))
  if (!document) return new Response("Not found", { status: 404 })
  return new Response(JSON.stringify(document), {
    headers: { "content-type": "application/captive+json", "cache-control": "private, max-age=300" },
  })
}
