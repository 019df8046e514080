import { getLocale } from "next-intl/server"
import { Hero } from "@/components/ui/hero"
import type { Event } from "@/lib/domain/event"
import { dateRange } from "@/lib/domain/event-time"

type EventHeroProps = { event: Pick<Event, "title" | "host" | "startsAt" | "endsAt" | "timeZone"> }

/** How an event's page opens. */
export async function EventHero({ event }: EventHeroProps) {
  return <Hero start={event.host} end={dateRange(event, await getLocale())} title={event.title} />
}
