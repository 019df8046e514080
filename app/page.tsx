import { getTranslations } from "next-intl/server"
import { EmptyEvents } from "@/components/attendee/empty-events"
import { EventCard } from "@/components/attendee/event-card"
import { Hero } from "@/components/ui/hero"
import { Page } from "@/components/ui/page"
import { shell } from "@/components/ui/shell"
import { loadEvents } from "@/lib/loaders/event"
import { SiteFooter } from "./site-footer"

export default async function EventsPage() {
  const t = await getTranslations("attendee.events")
  const { events, now } = await loadEvents()
  return (
    <Page footer={<SiteFooter />}>
      <Hero plain start="Gatehouse" title={t("title")} />
      <div className={`${shell} grid gap-6 py-8 md:grid-cols-2 lg:py-14 xl:grid-cols-3`}>
        {events.length === 0 ? (
          <EmptyEvents />
        ) : (
          events.map((event) => <EventCard key={event.id} event={event} now={now} />)
        )}
      </div>
    </Page>
  )
}
