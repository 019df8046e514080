import { Arrow } from "@/components/ui/arrow"
import { Panel } from "@/components/ui/panel"
import type { Event } from "@/lib/domain/event"
import { dateRange, timeRange, zoneLabel } from "@/lib/domain/event-time"
import { getDateLocale } from "./date-locale"

type EventPanelProps = {
  event: Pick<Event, "title" | "host" | "startsAt" | "endsAt" | "timeZone" | "venueName">
  href: string
}

/** The event a form is about, in the panel of a `Split`. */
export async function EventPanel({ event, href }: EventPanelProps) {
  const language = await getDateLocale()
  const back = (
    <a href={href} className="no-underline">
      <Arrow to="start" /> {event.host}
    </a>
  )
  return (
    <Panel start={back} end={dateRange(event, language)} title={event.title}>
      <p className="first-letter:uppercase">{timeRange(event, language)}</p>
      <p className="first-letter:uppercase">
        {zoneLabel(event.startsAt, event.timeZone, language, event.endsAt)}
      </p>
      <p>{event.venueName}</p>
    </Panel>
  )
}
