import { ImageResponse } from "next/og"
import { getLocale, getTranslations } from "next-intl/server"
import { loadPerson } from "@/lib/auth/session"
import { getEvent } from "@/lib/db/queries/events"
import { localiseEvent } from "@/lib/domain/event"
import { signInResponse } from "@/lib/loaders/sign-in-first"
import { findOwnTicket } from "@/lib/loaders/ticket"
import { runtime } from "@/lib/runtime"
import { ShareCard } from "./card"

type ShareRouteContext = { params: Promise<{ registration: string }> }

/** Right-to-left text is not drawn by satori: English instead. */
const drawn = ["en", "es", "pt"]

/** A picture to show friends: the event and nothing of the person, no name and no code (decision 0008). */
export async function GET(_: Request, { params }: ShareRouteContext): Promise<Response> {
  const { registration: id } = await params
  if (!(await loadPerson())) return signInResponse(`/tickets/${id}`)
  const ticket = await findOwnTicket(id)
  if (!ticket || ticket.registration.step === "cancelled" || ticket.event.cancelledAt)
    return new Response("Not found", { status: 404 })
  const language = await getLocale()
  const locale = drawn.includes(language) ? language : "en"
  const event = localiseEvent(await getEvent((await runtime()).db, ticket.registration.eventId), locale)
  const t = await getTranslations({ locale, namespace: "me.share" })
  return new ImageResponse(<ShareCard event={event} language={locale} going={t("going")} />, {
    width: 1200,
    height: 630,
    headers: {
      "cache-control": "private, no-store",
      "content-disposition": `inline; filename="${event.slug}.png"`,
    },
  })
}
