import { getLocale, getTranslations } from "next-intl/server"
import { EmptyEvents } from "@/components/attendee/empty-events"
import { EventCard } from "@/components/attendee/event-card"
import { EventSearch } from "@/components/attendee/event-search"
import { PastEvents } from "@/components/attendee/past-events"
import { Hero } from "@/components/ui/hero"
import { Notice } from "@/components/ui/notice"
import { Page } from "@/components/ui/page"
import { shell } from "@/components/ui/shell"
import { loadEvents } from "@/lib/loaders/event"
import { loadOwnTickets } from "@/lib/loaders/ticket"
import { SiteFooter } from "./site-footer"

type EventsPageProps = { searchParams: Promise<{ q?: string | string[]; done?: string | string[] }> }

export default async function EventsPage({ searchParams }: EventsPageProps) {
  const t = await getTranslations("attendee.events")
  const { q, done } = await searchParams
  const search = (typeof q === "string" ? q : "")
    .replace(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, 100)
  const { events, past, isMany, now } = await loadEvents(search)
  const tickets = await loadOwnTickets()
  return (
    <Page footer={<SiteFooter />}>
      <Hero plain start="Gatehouse" title={t("title")} />
      {done === "signed_out" && (
        <div className={shell}>
          <Notice kind="ok" role="status" title={t("signed_out")} />
        </div>
      )}
      {isMany && <EventSearch search={search} found={events.length} />}
      <div className={`${shell} grid gap-6 py-8 md:grid-cols-2 lg:py-12 xl:grid-cols-3`}>
        {events.length === 0 && !search && <EmptyEvents />}
        {events.map((event) => (
          <EventCard
            key={event.id}
            event={event}
            now={now}
            href={tickets.get(event.id)?.path}
            waits={tickets.get(event.id)?.waits}
          />
        ))}
      </div>
      <p className={`${shell} pb-7`}>
        <a href={`/events.ics?language=${await getLocale()}`}>{t("subscribe")}</a>
      </p>
      {past.length > 0 && <PastEvents events={past} />}
    </Page>
  )
}
