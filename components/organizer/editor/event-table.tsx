import { getLocale, getTranslations } from "next-intl/server"
import { CoverPicture } from "@/components/attendee/cover-picture"
import { EventPhaseLabel } from "@/components/attendee/event-phase-label"
import { themeStyle } from "@/components/ui/theme"
import type { Event } from "@/lib/domain/event"
import { type EventPhase, eventPhase, type PhasedEvent } from "@/lib/domain/event-phase"
import { dateRange } from "@/lib/domain/event-time"
import "./editor.css"

type EventTableProps = {
  title: string
  events: (PhasedEvent &
    Pick<
      Event,
      "id" | "slug" | "title" | "startsAt" | "endsAt" | "timeZone" | "venueName" | "hue" | "cover"
    >)[]
  now: Date
}

/** One group of events, each a line that leads to its pages. */
export async function EventTable({ title, events, now }: EventTableProps) {
  const t = await getTranslations("editor.list")
  const language = await getLocale()
  return (
    <section className="mb-8">
      <h2 className="mb-2 text-16 font-semibold">{title}</h2>
      <div className="stacked overflow-x-auto">
        <table className="org-table">
          <thead>
            <tr>
              <th scope="col">{t("event")}</th>
              <th scope="col">{t("when")}</th>
              <th scope="col">{t("venue")}</th>
              <th scope="col">{t("registered")}</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr key={event.id}>
                <th scope="row">
                  {event.cover ? (
                    <CoverPicture
                      cover={event.cover}
                      sizes="4rem"
                      className="me-2 inline-block h-9 w-16 rounded-control align-middle"
                    />
                  ) : (
                    <span className="swatch bg-hero" style={themeStyle(event.hue)} aria-hidden="true" />
                  )}
                  <a href={`/organizer/${event.slug}`}>{event.title}</a>{" "}
                  <Phase phase={eventPhase(event, now)} />
                </th>
                <td data-label={t("when")}>{dateRange(event, language)}</td>
                <td data-label={t("venue")}>{event.venueName}</td>
                <td data-label={t("registered")}>
                  <Places taken={event.taken} capacity={event.capacity} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** What the heading of its group does not say of an event. */
function Phase({ phase }: { phase: EventPhase }) {
  const isSaid = phase === "draft" || phase === "past" || phase === "archived" || phase === "open"
  return isSaid ? null : <EventPhaseLabel phase={phase} />
}

async function Places({ taken, capacity }: Pick<Event, "taken" | "capacity">) {
  const t = await getTranslations("editor.list")
  if (capacity === null) return <span className="mono">{t("taken", { taken })}</span>
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className="w-16">
        <meter min={0} max={capacity} value={taken} />
      </span>
      <span className="mono">{t("taken_of", { taken, capacity })}</span>
    </span>
  )
}
