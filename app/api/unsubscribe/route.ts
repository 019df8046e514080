import { unsubscribe } from "@/lib/outbox/unsubscribe"
import { runtime } from "@/lib/runtime"

function tokenOf(request: Request): string {
  return new URL(request.url).searchParams.get("token") ?? ""
}

/**
 * One-click unsubscribing (RFC 8058 §3.2): mail programs POST here without cookies, so the signed token is all that
 * counts and no redirect follows.
 */
export async function POST(request: Request): Promise<Response> {
  const isDone = await unsubscribe(await runtime(), tokenOf(request))
  return new Response(isDone ? "Unsubscribed" : "Not found", {
    status: isDone ? 200 : 404,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  })
}

/** Opened by a person, or by a mail scanner that must not unsubscribe anybody: a page with a button. */
export async function GET(request: Request): Promise<Response> {
  const { siteUrl } = await runtime()
  const page = `${siteUrl}/me/unsubscribe?token=${encodeURIComponent(tokenOf(request))}`
  return Response.redirect(page, 303)
}
