import { getLocale } from "next-intl/server"
import { feedPastMs } from "@/lib/account/calendar-feed"
import { calendarFeed, type FeedEntry } from "@/lib/calendar/calendar-file"
import { listPastEvents, listPublishedEvents } from "@/lib/db/queries/events"
import { localiseEvent } from "@/lib/domain/event"
import { isLanguage } from "@/lib/i18n/languages"
import { loadMessages } from "@/lib/i18n/messages"
import { calendarResponse } from "@/lib/loaders/calendar-response"
import { runtime } from "@/lib/runtime"

/** More events than any calendar shows at once. */
const mostListed = 500

/** Published events, those to come and those just over, as a calendar to subscribe to, its texts in `language`. */
export async function GET(request: Request): Promise<Response> {
  const wanted = new URL(request.url).searchParams.get("language") ?? ""
  const locale = await getLocale()
  const language = isLanguage(wanted) ? wanted : isLanguage(locale) ? locale : "en"
  const { db, clock, siteUrl, mail } = await runtime()
  const now = clock()
  const since = new Date(now.getTime() - feedPastMs)
  const past = await listPastEvents(db, now, { since, limit: mostListed })
  const events = [...past.reverse(), ...(await listPublishedEvents(db, now, { limit: mostListed }))]
  const entries = events.map(
    (event): FeedEntry => ({
      event: localiseEvent(event, language),
      mail: { url: `${siteUrl}/e/${event.slug}`, sequence: event.revision, at: now, organizer: mail.sender },
      isOff: event.cancelledAt !== null,
    }),
  )
  const { events: words } = loadMessages(language).attendee
  return calendarResponse(request, calendarFeed(words.title, entries), {
    "cache-control": "public, max-age=300",
  })
}
