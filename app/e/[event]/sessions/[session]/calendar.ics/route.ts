import { getLocale } from "next-intl/server"
import { sessionSubject } from "@/lib/calendar/calendar-entry"
import { findPublishedEvent } from "@/lib/db/queries/events"
import { localiseEvent } from "@/lib/domain/event"
import { calendarDownload } from "@/lib/loaders/calendar-response"
import { loadPageContent } from "@/lib/loaders/page-content"
import { runtime } from "@/lib/runtime"

type SessionRouteContext = { params: Promise<{ event: string; session: string }> }

/** One session of an event as a calendar file. */
export async function GET(_: Request, { params }: SessionRouteContext): Promise<Response> {
  const { event: slug, session: id } = await params
  const { db, siteUrl, clock, mail } = await runtime()
  const stored = await findPublishedEvent(db, slug)
  const session = stored && (await loadPageContent(stored.id)).sessions.find((each) => each.id === id)
  if (!stored || !session) return new Response("Not found", { status: 404 })
  const event = localiseEvent(stored, await getLocale())
  const url = `${siteUrl}/e/${slug}#session-${id}`
  const sequence = event.revision + session.revision
  const entry = {
    event: sessionSubject(event, session),
    mail: { url, sequence, at: clock(), organizer: mail.sender },
    isOff: event.cancelledAt !== null,
  }
  return calendarDownload(entry, `${slug}-session`)
}
