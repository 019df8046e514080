import { loadPerson } from "@/lib/auth/session"
import { findRegistrationByCode } from "@/lib/db/queries/registrations"
import { runtime } from "@/lib/runtime"

type CodeRouteContext = { params: Promise<{ code: string }> }

/** Where a ticket's QR code leads when a phone's camera reads it: its owner sees the ticket, everybody else a sign-in. */
export async function GET(_: Request, { params }: CodeRouteContext): Promise<Response> {
  const code = (await params).code.toUpperCase()
  const { db, siteUrl } = await runtime()
  const person = await loadPerson()
  const registration = person ? await findRegistrationByCode(db, code) : null
  const isOwn = registration !== null && registration.personId === person?.id
  return Response.redirect(`${siteUrl}${isOwn ? `/tickets/${registration.id}` : "/sign-in"}`, 303)
}
