import { getLocale } from "next-intl/server"
import { feedPastMs } from "@/lib/account/calendar-feed"
import { calendarFeed, type FeedEntry } from "@/lib/calendar/calendar-file"
import { findLatestPublished, listPastEvents, listPublishedEvents } from "@/lib/db/queries/events"
import { localiseEvent } from "@/lib/domain/event"
import { printable } from "@/lib/domain/printable"
import { isLanguage } from "@/lib/i18n/languages"
import { loadMessages } from "@/lib/i18n/messages"
import { calendarResponse } from "@/lib/loaders/calendar-response"
import { runtime } from "@/lib/runtime"

/** More events than any calendar shows at once. */
const mostListed = 500

/**
 * Published events, those to come and those just over, as a calendar to subscribe to, its texts in `language`: all there
 * are, or those of an `organization`, by the id it has in GATE.
 */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const wanted = searchParams.get("language") ?? ""
  const locale = await getLocale()
  const language = isLanguage(wanted) ? wanted : isLanguage(locale) ? locale : "en"
  const { db, clock, siteUrl, mail } = await runtime()
  const asked = searchParams.get("organization")
  const organizationId = asked === null ? undefined : printable(asked)
  const latest = organizationId === undefined ? null : await findLatestPublished(db, organizationId)
  // Its calendar stays, empty, when its events are long over; one that never had any has none.
  if (organizationId !== undefined && !latest)
    return new Response("Not found", { status: 404, headers: { "cache-control": "no-store" } })
  const now = clock()
  const since = new Date(now.getTime() - feedPastMs)
  const ofWhom = { ...(organizationId !== undefined && { organizationId }), limit: mostListed }
  const past = await listPastEvents(db, now, { since, ...ofWhom })
  const events = [...past.reverse(), ...(await listPublishedEvents(db, now, ofWhom))]
  const entries = events.map(
    (event): FeedEntry => ({
      event: localiseEvent(event, language),
      mail: { url: `${siteUrl}/e/${event.slug}`, sequence: event.revision, at: now, organizer: mail.sender },
      isOff: event.cancelledAt !== null,
    }),
  )
  const name = latest ? latest.organization.name : loadMessages(language).attendee.events.title
  return calendarResponse(request, calendarFeed(name, entries), {
    "cache-control": "public, max-age=300",
  })
}
