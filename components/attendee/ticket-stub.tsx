import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { DateTile } from "@/components/ui/date-tile"
import { Eyebrow } from "@/components/ui/eyebrow"
import { QrCode } from "@/components/ui/qr-code"
import { Perforation, Stub } from "@/components/ui/stub"
import type { Event } from "@/lib/domain/event"
import { clockTime, dayTile, fullRange } from "@/lib/domain/event-time"
import { mapUrl } from "@/lib/domain/map-url"
import { CheckedIn } from "./checked-in"
import { getDateLocale } from "./date-locale"

type TicketStubProps = {
  event: Pick<
    Event,
    | "slug"
    | "title"
    | "startsAt"
    | "endsAt"
    | "doorsAt"
    | "timeZone"
    | "venueName"
    | "venueAddress"
    | "ticketNote"
  >
  name: string
  /** When the ticket was used at the door; null: not yet. */
  checkedInAt: Date | null
  /** As people read it, `K7Q-40M-9XW2`. */
  code: string
  /** What a scanner reads; capitals and digits keep the code small. Null once nobody scans it any more. */
  qrText: string | null
}

/** The ticket. On a wide screen it tears sideways. */
export async function TicketStub({ event, name, checkedInAt, code, qrText }: TicketStubProps) {
  const t = await getTranslations("attendee.ticket")
  const language = await getDateLocale()
  const { startsAt, doorsAt, timeZone } = event
  const { month, day } = dayTile(startsAt, timeZone, language)
  const facts: { term: string; detail: ReactNode }[] = [
    ...(name ? [{ term: t("name"), detail: name }] : []),
    ...(doorsAt ? [{ term: t("doors"), detail: clockTime(doorsAt, timeZone, language) }] : []),
    {
      term: t("where"),
      detail: (
        <>
          <a href={mapUrl(event)}>{event.venueName}</a>
          {event.venueAddress && <span className="block font-normal text-ink-2">{event.venueAddress}</span>}
        </>
      ),
    },
  ]
  return (
    <Stub className="[view-transition-name:stub] md:grid md:grid-cols-[1fr_auto_auto]">
      <div className="min-w-0 p-[22px] md:flex md:flex-col md:p-8">
        <div className="flex items-start justify-between gap-4">
          <div className="min-w-0">
            <Eyebrow tone="faint">{t("admission")}</Eyebrow>
            <h2 className="mt-2 text-[1.75rem] md:mt-4 md:text-40">
              <a href={`/e/${event.slug}`} className="text-ink no-underline hover:underline">
                {event.title}
              </a>
            </h2>
          </div>
          <DateTile month={month} day={day} />
        </div>
        <p className="mt-3 text-balance text-15 first-letter:uppercase md:text-17">
          <time dateTime={startsAt.toISOString()}>{fullRange(event, language)}</time>
        </p>
        {event.ticketNote && qrText !== null && (
          <div className="mt-6 rounded-control bg-tint px-5 py-3 text-15">
            <h3 className="font-semibold">{t("note")}</h3>
            <p className="wrap-anywhere whitespace-pre-line" dir="auto">
              {event.ticketNote}
            </p>
          </div>
        )}
        <dl className="mt-6 grid grid-cols-2 gap-x-4 gap-y-2 text-15 md:mt-auto md:pt-12 md:text-17">
          {facts.map(({ term, detail }) => (
            <div key={term} className="min-w-0">
              <dt className="text-13 text-ink-3">{term}</dt>
              <dd className="text-balance wrap-anywhere font-semibold">{detail}</dd>
            </div>
          ))}
          <div className="min-w-0">
            <dt className="text-13 text-ink-3">{t("code")}</dt>
            <dd className="mono whitespace-nowrap font-semibold">
              <span dir="ltr">{code}</span>
            </dd>
          </div>
        </dl>
      </div>
      {qrText !== null && (
        <>
          <Perforation isSideways />
          <div className="grid place-items-center gap-4 p-[26px] motion-safe:animate-settle md:p-9">
            <div className={checkedInAt ? "opacity-30" : undefined}>
              <QrCode text={qrText} label={t("qr_code", { code })} />
            </div>
            {checkedInAt && <CheckedIn at={checkedInAt} timeZone={timeZone} />}
          </div>
        </>
      )}
    </Stub>
  )
}
