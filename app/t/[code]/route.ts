import { loadPerson } from "@/lib/auth/session"
import { findRegistrationByCode } from "@/lib/db/queries/registrations"
import { ownPath, signInPath } from "@/lib/domain/own-path"
import { readTicketCode } from "@/lib/domain/ticket-code"
import { nothingHere } from "@/lib/loaders/nothing-here"
import { findCheckInPath } from "@/lib/loaders/organizer"
import { runtime } from "@/lib/runtime"

type CodeRouteContext = { params: Promise<{ code: string }> }

async function pathFor(code: string): Promise<string> {
  const person = await loadPerson()
  if (!person) return signInPath(ownPath(`/t/${code}`))
  const read = readTicketCode(code)
  const registration = read && (await findRegistrationByCode((await runtime()).db, read))
  if (!registration) nothingHere()
  if (registration.personId === person.id) return `/tickets/${registration.id}`
  return (await findCheckInPath(registration)) ?? nothingHere()
}

/**
 * Where a ticket's QR code leads when a phone's camera reads it: its owner to the ticket, whoever may check people in to
 * the door, strangers to the sign-in page first. Everybody else finds nothing, whether or not there is such a code.
 */
export async function GET(_: Request, { params }: CodeRouteContext): Promise<Response> {
  const location = await pathFor((await params).code)
  // Relative, because behind a proxy the request's own address is not the visitor's.
  return new Response(null, { status: 303, headers: { location, "cache-control": "private, no-store" } })
}
