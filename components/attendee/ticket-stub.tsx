import { getLocale, getTranslations } from "next-intl/server"
import { DateTile } from "@/components/ui/date-tile"
import { Eyebrow } from "@/components/ui/eyebrow"
import { QrCode } from "@/components/ui/qr-code"
import { Perforation, Stub } from "@/components/ui/stub"
import type { Event } from "@/lib/domain/event"
import { clockTime, dayTile, fullRange } from "@/lib/domain/event-time"

type TicketStubProps = {
  event: Pick<Event, "title" | "startsAt" | "endsAt" | "doorsAt" | "timeZone" | "venueName">
  name: string
  /** As people read it, `K7Q-40M-9XW2`. */
  code: string
  /** What a scanner reads; capitals and digits keep the code small. */
  qrText: string
}

/** The ticket. On a wide screen it tears sideways. */
export async function TicketStub({ event, name, code, qrText }: TicketStubProps) {
  const t = await getTranslations("attendee.ticket")
  const language = await getLocale()
  const { startsAt, doorsAt, timeZone } = event
  const { month, day } = dayTile(startsAt, timeZone, language)
  const facts = [
    ...(name ? [[t("name"), name]] : []),
    [doorsAt ? t("doors") : t("starts"), clockTime(doorsAt ?? startsAt, timeZone, language)],
    [t("where"), event.venueName],
  ]
  return (
    <Stub className="[view-transition-name:stub] md:grid md:grid-cols-[1fr_auto_auto]">
      <div className="min-w-0 p-[22px] md:flex md:flex-col md:p-8">
        <div className="flex items-start justify-between gap-4">
          <div className="min-w-0">
            <Eyebrow tone="faint">{t("admission")}</Eyebrow>
            <h2 className="mt-2 text-[1.75rem] md:mt-4 md:text-40">{event.title}</h2>
          </div>
          <DateTile month={month} day={day} />
        </div>
        <p className="sr-only">{fullRange(event, language)}</p>
        <dl className="mt-6 grid grid-cols-2 gap-x-4 gap-y-3.5 text-15 md:mt-auto md:pt-12 md:text-17">
          {facts.map(([term, detail]) => (
            <div key={term} className="min-w-0">
              <dt className="text-13 text-ink-3">{term}</dt>
              <dd className="text-balance wrap-anywhere font-semibold">{detail}</dd>
            </div>
          ))}
          <div className="min-w-0">
            <dt className="text-13 text-ink-3">{t("code")}</dt>
            <dd className="mono wrap-anywhere font-semibold">
              <span dir="ltr">{code}</span>
            </dd>
          </div>
        </dl>
      </div>
      <Perforation isSideways />
      <div className="grid place-items-center p-[26px] motion-safe:animate-settle md:p-9">
        <QrCode text={qrText} label={t("qr_code", { code })} />
      </div>
    </Stub>
  )
}
