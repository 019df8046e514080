import { loadPerson } from "@/lib/auth/session"
import { calendarFile } from "@/lib/calendar/calendar-file"
import { signInResponse } from "@/lib/loaders/sign-in-first"
import { findOwnTicket } from "@/lib/loaders/ticket"
import { runtime } from "@/lib/runtime"

type CalendarRouteContext = { params: Promise<{ registration: string }> }

/** The event of one's own ticket as a calendar file. */
export async function GET(_: Request, { params }: CalendarRouteContext): Promise<Response> {
  const { registration: id } = await params
  if (!(await loadPerson())) return signInResponse(`/tickets/${id}`)
  const ticket = await findOwnTicket(id)
  if (!ticket) return new Response("Not found", { status: 404 })
  const { siteUrl } = await runtime()
  const { event } = ticket
  return new Response(calendarFile(event, { url: `${siteUrl}/e/${event.slug}`, sequence: event.revision }), {
    headers: {
      "content-type": "text/calendar; charset=utf-8; method=PUBLISH",
      "content-disposition": `attachment; filename="${event.slug}.ics"`,
      "cache-control": "private, no-store",
    },
  })
}
