import { getLocale } from "next-intl/server"
import { sessionSubject } from "@/lib/calendar/calendar-entry"
import { calendarFile } from "@/lib/calendar/calendar-file"
import { findPublishedEvent } from "@/lib/db/queries/events"
import { localiseEvent } from "@/lib/domain/event"
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
  const method = event.cancelledAt ? "cancel" : "publish"
  const file = calendarFile(sessionSubject(event, session), {
    url: `${siteUrl}/e/${slug}#session-${id}`,
    sequence: event.revision + session.revision,
    at: clock(),
    organizer: mail.sender,
    method,
  })
  return new Response(file, {
    headers: {
      "content-type": `text/calendar; charset=utf-8; method=${method.toUpperCase()}`,
      "content-disposition": `attachment; filename="${slug}-session.ics"`,
      "cache-control": "private, no-store",
    },
  })
}
