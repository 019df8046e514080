import { getTranslations } from "next-intl/server"
import { ButtonLink } from "@/components/ui/button-link"
import { Eyebrow } from "@/components/ui/eyebrow"
import { Notice } from "@/components/ui/notice"
import type { Event } from "@/lib/domain/event"
import { fullRange } from "@/lib/domain/event-time"
import { getDateLocale } from "./date-locale"

type CalledOffTicketProps = {
  event: Event
  /** Its end has passed: nobody reinstates it any more. */
  isOver: boolean
  icsHref: string
  eventHref: string
}

/** The ticket of an event that was called off: no code, for nobody is let in. */
export async function CalledOffTicket({ event, isOver, icsHref, eventHref }: CalledOffTicketProps) {
  const t = await getTranslations("attendee.called_off")
  const why = await getTranslations("attendee.no_registration")
  const { host, cancelReason } = event
  return (
    <>
      <Eyebrow>{event.title}</Eyebrow>
      <h1 className="mt-2.5 mb-5 text-40">{t("title")}</h1>
      <div className="mb-6">
        <Notice kind="bad" title={t("body", { host, date: fullRange(event, await getDateLocale()) })}>
          {cancelReason && <p className="wrap-anywhere">{why("why", { host, reason: cancelReason })}</p>}
        </Notice>
      </div>
      {!isOver && <p className="mb-6 text-ink-2">{t("kept")}</p>}
      <div className="grid gap-3">
        <ButtonLink href={icsHref}>{t("calendar")}</ButtonLink>
        <ButtonLink href={eventHref} kind="second">
          {t("event")}
        </ButtonLink>
      </div>
    </>
  )
}
