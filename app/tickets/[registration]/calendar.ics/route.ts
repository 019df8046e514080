import { loadPerson } from "@/lib/auth/session"
import { countTurns } from "@/lib/db/queries/registrations"
import { isOff } from "@/lib/domain/registration"
import { calendarDownload } from "@/lib/loaders/calendar-response"
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
  const url = `${siteUrl}/e/${event.slug}`
  const sequence = event.revision + (await countTurns(db, id))
  const entry = {
    event,
    mail: { url, sequence, at: clock(), organizer: mail.sender },
    isOff: isOff(registration, event),
  }
  return calendarDownload(entry, event.slug)
}
