import { Panel } from "@/components/ui/panel"
import type { Event } from "@/lib/domain/event"
import { dateRange, timeRange, zoneLabel } from "@/lib/domain/event-time"

type EventPanelProps = {
  event: Pick<Event, "title" | "host" | "startsAt" | "endsAt" | "timeZone" | "venueName">
  href: string
}

/** The event a form is about, in the panel of a `Split`. */
export function EventPanel({ event, href }: EventPanelProps) {
  const back = (
    <a href={href} className="no-underline">
      ← {event.host}
    </a>
  )
  return (
    <Panel start={back} end={dateRange(event)} title={event.title}>
      <p>
        {timeRange(event)}, {zoneLabel(event.startsAt, event.timeZone)}
      </p>
      <p>{event.venueName}</p>
    </Panel>
  )
}
