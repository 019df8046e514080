import { Hero } from "@/components/ui/hero"
import type { Event } from "@/lib/domain/event"
import { dateRange } from "@/lib/domain/event-time"
import { CoverPicture } from "./cover-picture"
import { getDateLocale } from "./date-locale"

type EventHeroProps = {
  event: Pick<Event, "title" | "host" | "startsAt" | "endsAt" | "timeZone" | "cover">
}

/** How an event's page opens: its cover, if it has one, and its title on the field of its colour. */
export async function EventHero({ event }: EventHeroProps) {
  const { host, title, cover } = event
  const picture = cover && (
    <CoverPicture
      cover={cover}
      sizes="100vw"
      isFirst
      className="aspect-video w-full sm:aspect-21/9 lg:aspect-auto lg:h-[clamp(20rem,36vw,34rem)]"
    />
  )
  return <Hero start={host} end={dateRange(event, await getDateLocale())} title={title} picture={picture} />
}
