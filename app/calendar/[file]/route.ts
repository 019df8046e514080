import { getTranslations } from "next-intl/server"
import { composeOwnFeed } from "@/lib/account/calendar-feed"
import { isLanguage } from "@/lib/i18n/languages"
import { loadMessages } from "@/lib/i18n/messages"
import { calendarResponse } from "@/lib/loaders/calendar-response"
import { runtime } from "@/lib/runtime"

type FeedRouteContext = { params: Promise<{ file: string }> }

const own = { "x-robots-tag": "noindex", "cache-control": "private, no-cache" }

/** Somebody's own tickets as a calendar to subscribe to: whoever has the address may read it, signed in or not. */
export async function GET(request: Request, { params }: FeedRouteContext): Promise<Response> {
  const { file } = await params
  const name = (language: string) => loadMessages(isLanguage(language) ? language : "en").me.title
  const feed = await composeOwnFeed(await runtime(), file, name)
  if (feed) return calendarResponse(request, feed, own)
  const t = await getTranslations("me.calendar_feed")
  return new Response(t("gone"), {
    status: 404,
    headers: { ...own, "content-type": "text/plain; charset=utf-8" },
  })
}
