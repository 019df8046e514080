import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { mirrored } from "@/components/ui/arrow"
import { DateTile, Tile } from "@/components/ui/date-tile"
import { type Event, placesLeft } from "@/lib/domain/event"
import type { EventPhase } from "@/lib/domain/event-phase"
import { dayTile, fullRange, timeRange, zoneLabel } from "@/lib/domain/event-time"
import { mapUrl } from "@/lib/domain/map-url"
import { getDateLocale } from "./date-locale"
import { VisitorTime } from "./visitor-time"

export type EventFactsEvent = Pick<
  Event,
  "startsAt" | "endsAt" | "timeZone" | "venueName" | "venueAddress" | "capacity" | "taken" | "waiting"
>

function Fact({ tile, title, detail }: { tile: ReactNode; title: ReactNode; detail?: ReactNode }) {
  return (
    <li className="grid grid-cols-[auto_1fr] items-center gap-4 border-line border-b py-4.5 lg:last:border-b-0">
      {tile}
      <div className="min-w-0">
        <p className="text-balance wrap-anywhere font-semibold first-letter:uppercase">{title}</p>
        {detail && <p className="wrap-anywhere text-15 text-ink-2">{detail}</p>}
      </div>
    </li>
  )
}

/** Drawn rather than written: a glyph would be in whatever font the device has. */
const icons = {
  place: "M5 15 15 5M7 5h8v8",
  ticket: "M2 5h16v3.5a1.5 1.5 0 0 0 0 3V15H2v-3.5a1.5 1.5 0 0 0 0-3zM12 5v10",
}

function IconTile({ icon }: { icon: keyof typeof icons }) {
  return (
    <Tile>
      <svg
        className={mirrored}
        width="22"
        height="22"
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        aria-hidden="true"
      >
        <path d={icons[icon]} />
      </svg>
    </Tile>
  )
}

/** When, where, and how many may still come. */
export async function EventFacts({ event, phase = "open" }: { event: EventFactsEvent; phase?: EventPhase }) {
  const t = await getTranslations("attendee")
  const language = await getDateLocale()
  const { startsAt, timeZone, capacity } = event
  const count = placesLeft(event)
  // Places left beside a closed door would be no news.
  const hasPlaces = phase === "open" || phase === "not_open" || phase === "full" || phase === "waitlist"
  const { month, day } = dayTile(startsAt, timeZone, language)
  return (
    <ul>
      <Fact
        tile={<DateTile month={month} day={day} />}
        title={
          <time dateTime={startsAt.toISOString()}>
            <span className="sr-only">{fullRange(event, language)}</span>
            <span aria-hidden="true">{timeRange(event, language)}</span>
          </time>
        }
        detail={
          <>
            <span className="inline-block first-letter:uppercase">
              {zoneLabel(startsAt, timeZone, language, event.endsAt)}
            </span>
            <VisitorTime at={startsAt} timeZone={timeZone} language={language} label={t("your_time")} />
          </>
        }
      />
      <Fact
        tile={<IconTile icon="place" />}
        title={<a href={mapUrl(event)}>{event.venueName}</a>}
        detail={event.venueAddress}
      />
      {hasPlaces && capacity !== null && count !== null && (
        <Fact
          tile={<IconTile icon="ticket" />}
          title={t("places.left", { count })}
          detail={t("places.of", { capacity })}
        />
      )}
    </ul>
  )
}
