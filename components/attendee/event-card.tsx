import { getTranslations } from "next-intl/server"
import { Arrow } from "@/components/ui/arrow"
import { DateTile } from "@/components/ui/date-tile"
import { Eyebrow } from "@/components/ui/eyebrow"
import { onHero } from "@/components/ui/hero"
import { Perforation, Stub } from "@/components/ui/stub"
import { themeStyle } from "@/components/ui/theme"
import { type Event, placesLeft } from "@/lib/domain/event"
import { eventPhase } from "@/lib/domain/event-phase"
import { dateRange, dayTile } from "@/lib/domain/event-time"
import { CoverPicture } from "./cover-picture"
import { getDateLocale } from "./date-locale"
import { EventPhaseLabel } from "./event-phase-label"

/** What is said of an event's places while anybody may come. */
async function Places({ event }: { event: Event }) {
  const t = await getTranslations("attendee.places")
  const count = placesLeft(event)
  return <span>{count === null ? t("unlimited") : t("left", { count })}</span>
}

type EventCardProps = {
  event: Event
  /** Decides what is said of the event's places. */
  now: Date
  /** The viewer's own ticket; without one the card leads to the event's page. */
  href?: string | undefined
  /** The viewer has no ticket, but waits for one. */
  waits?: "waitlisted" | "offered" | undefined
  /** One's own tickets stand in sections that have headings of their own. */
  heading?: "h2" | "h3"
}

/** One event of a list, a stub in its own colour. */
export async function EventCard({ event, now, href, waits, heading: Heading = "h2" }: EventCardProps) {
  const t = await getTranslations("attendee.events")
  const waitlist = await getTranslations("attendee.waitlist")
  const language = await getDateLocale()
  const { month, day } = dayTile(event.startsAt, event.timeZone, language)
  const phase = eventPhase(event, now)
  // Whether others may still come is nothing to whoever has a ticket.
  const isSaid = href ? phase === "cancelled" || phase === "past" : phase !== "open"
  return (
    <Stub
      as="article"
      className="flex flex-col overflow-hidden outline-offset-2 outline-focus transition-[border-color] hover:border-line-strong has-[a:focus-visible]:outline-3"
      style={themeStyle(event.hue)}
    >
      {event.cover && (
        <CoverPicture
          cover={event.cover}
          sizes="(min-width: 80rem) 24rem, (min-width: 48rem) 45vw, 100vw"
          className="aspect-21/9 w-full"
        />
      )}
      <div className={`flex grow items-start justify-between gap-4 p-6 ${onHero}`}>
        <div className="flex min-w-0 flex-col self-stretch">
          <Eyebrow tone="inherit">{event.host}</Eyebrow>
          <Heading className="mt-auto pt-12 font-display text-30 leading-none">
            <a
              href={href ?? `/e/${event.slug}`}
              className="no-underline outline-none after:absolute after:inset-0"
            >
              {event.title}
            </a>
          </Heading>
        </div>
        <DateTile month={month} day={day} isOnHero />
      </div>
      <div className="px-6 py-4.5 text-15">
        <p className="font-semibold">{dateRange(event, language)}</p>
        <p className="text-ink-2">{event.venueName}</p>
      </div>
      <Perforation />
      <p className="mono flex items-center justify-between gap-4 px-6 py-4 text-13 text-ink-2">
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          {href && !waits && <span>{t("your_ticket")}</span>}
          {waits && <span>{waits === "offered" ? waitlist("card_offered") : waitlist("card")}</span>}
          {isSaid ? <EventPhaseLabel phase={phase} /> : !href && <Places event={event} />}
        </span>
        <Arrow to="end" />
      </p>
    </Stub>
  )
}
