import { findOwnTicket } from "@/lib/loaders/ticket"

type ProgressRouteContext = { params: Promise<{ registration: string }> }

/** How far one's own registration got, for the ticket page to poll. */
export async function GET(_: Request, { params }: ProgressRouteContext): Promise<Response> {
  const ticket = await findOwnTicket((await params).registration)
  const headers = { "cache-control": "private, no-store" }
  if (!ticket) return Response.json({ error: "not_found" }, { status: 404, headers })
  return Response.json({ state: ticket.registration.step }, { headers })
}
