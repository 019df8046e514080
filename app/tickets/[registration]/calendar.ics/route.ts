import { calendarFile } from "@/lib/events/calendar-file"
import { findOwnTicket } from "@/lib/loaders/ticket"
import { runtime } from "@/lib/runtime"

type CalendarRouteContext = { params: Promise<{ registration: string }> }

/** The event of one's own ticket as a calendar file. */
export async function GET(_: Request, { params }: CalendarRouteContext): Promise<Response> {
  const ticket = await findOwnTicket((await params).registration)
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
