import { getTranslations } from "next-intl/server"
import { EventPhaseLabel } from "@/components/attendee/event-phase-label"
import { shell } from "@/components/ui/shell"
import type { Event } from "@/lib/domain/event"
import { dateRange } from "@/lib/domain/event-time"
import { getDateLocale } from "./date-locale"

/** What is over: one line each, the last one first. */
export async function PastEvents({ events }: { events: Event[] }) {
  const t = await getTranslations("attendee.events")
  const language = await getDateLocale()
  return (
    <section aria-labelledby="past-events" className={`${shell} pb-12`}>
      <h2 id="past-events" className="text-24">
        {t("past")}
      </h2>
      <ul className="mt-4 border-line border-t">
        {events.map((event) => (
          <li
            key={event.id}
            className="relative flex flex-wrap justify-between gap-x-6 gap-y-1 border-line border-b py-4"
          >
            <a
              href={`/e/${event.slug}`}
              className="font-semibold text-ink no-underline after:absolute after:inset-0 hover:underline"
            >
              {event.title}
            </a>
            {event.cancelledAt && <EventPhaseLabel phase="cancelled" />}
            <span className="text-15 text-ink-2">
              {dateRange(event, language)} · {event.venueName}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
