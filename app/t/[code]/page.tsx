import { loadPerson } from "@/lib/auth/session"
import { findRegistrationByCode } from "@/lib/db/queries/registrations"
import { ownPath, signInPath } from "@/lib/domain/own-path"
import { readTicketCode } from "@/lib/domain/ticket-code"
import { nothingHere } from "@/lib/loaders/nothing-here"
import { findCheckInPath } from "@/lib/loaders/organizer"
import { seeOther } from "@/lib/loaders/see-other"
import { runtime } from "@/lib/runtime"

type CodePageProps = { params: Promise<{ code: string }> }

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
 * the door, strangers to the sign-in page first. Everybody else finds nothing, whether or not there is such a code. A
 * page and no route handler, because after signing in with JavaScript only a page's leading on reaches the address bar.
 */
export default async function CodePage({ params }: CodePageProps): Promise<never> {
  return seeOther(await pathFor((await params).code))
}
