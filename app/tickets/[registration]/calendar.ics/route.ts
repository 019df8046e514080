import { loadPerson } from "@/lib/auth/session"
import { calendarFile } from "@/lib/calendar/calendar-file"
import { countTurns } from "@/lib/db/queries/registrations"
import { isOff } from "@/lib/domain/registration"
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
  const { siteUrl, db, clock, mail } = await runtime()
  const { event, registration } = ticket
  // A file that was opened once is brought up to date by opening it again, whatever became of the ticket.
  const method = isOff(registration, event) ? "cancel" : "publish"
  const file = calendarFile(event, {
    url: `${siteUrl}/e/${event.slug}`,
    sequence: event.revision + (await countTurns(db, id)),
    at: clock(),
    organizer: mail.sender,
    method,
  })
  return new Response(file, {
    headers: {
      "content-type": `text/calendar; charset=utf-8; method=${method.toUpperCase()}`,
      "content-disposition": `attachment; filename="${event.slug}.ics"`,
      "cache-control": "private, no-store",
    },
  })
}
