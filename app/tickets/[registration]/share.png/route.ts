import { getLocale, getTranslations } from "next-intl/server"
import { loadPerson } from "@/lib/auth/session"
import { hasTicket } from "@/lib/domain/registration"
import { signInResponse } from "@/lib/loaders/sign-in-first"
import { findOwnTicket } from "@/lib/loaders/ticket"
import { drawSharePicture } from "@/lib/sharing/share-picture"

type ShareRouteContext = { params: Promise<{ registration: string }> }

/** A picture to show friends: the event and nothing of the person, no name and no code (decision 0008). */
export async function GET(_: Request, { params }: ShareRouteContext): Promise<Response> {
  const { registration: id } = await params
  if (!(await loadPerson())) return signInResponse(`/tickets/${id}`)
  const ticket = await findOwnTicket(id)
  if (!ticket || !hasTicket(ticket.registration) || ticket.event.cancelledAt)
    return new Response("Not found", { status: 404 })
  const t = await getTranslations("me.share")
  const banner = t("going")
  const { bytes, type } = await drawSharePicture(ticket.event, await getLocale(), { banner })
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": type,
      "cache-control": "private, no-store",
      "content-disposition": `inline; filename="${ticket.event.slug}.png"`,
    },
  })
}
