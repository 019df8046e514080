import { loadPerson } from "@/lib/auth/session"
import { findPublishedEvent } from "@/lib/db/queries/events"
import { signInResponse } from "@/lib/loaders/sign-in-first"
import { findOwnTicketPath } from "@/lib/loaders/ticket"
import { runtime } from "@/lib/runtime"

type TicketRouteContext = { params: Promise<{ event: string }> }

/** Leads to one's own ticket for the event, or to the event's page; strangers sign in first. */
export async function GET(_: Request, { params }: TicketRouteContext): Promise<Response> {
  const event = await findPublishedEvent((await runtime()).db, (await params).event)
  if (!event) return new Response("Not found", { status: 404 })
  const path = `/e/${event.slug}`
  if (!(await loadPerson())) return signInResponse(`${path}/ticket`)
  const location = (await findOwnTicketPath(event.id)) ?? path
  return new Response(null, { status: 303, headers: { location, "cache-control": "private, no-store" } })
}
