import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { getDateLocale } from "@/components/attendee/date-locale"
import { TicketHeading } from "@/components/attendee/ticket-heading"
import { TicketStub } from "@/components/attendee/ticket-stub"
import { ButtonLink } from "@/components/ui/button-link"
import { Notice } from "@/components/ui/notice"
import { Column, Page } from "@/components/ui/page"
import { ticketPhase } from "@/lib/domain/event-phase"
import { dayAndTime } from "@/lib/domain/event-time"
import { isOff } from "@/lib/domain/registration"
import { displayTicketCode, ticketUrlText } from "@/lib/domain/ticket-code"
import { seeOther } from "@/lib/loaders/see-other"
import { loadTicket } from "@/lib/loaders/ticket"
import { runtime } from "@/lib/runtime"

type OfflinePageProps = { params: Promise<{ registration: string }> }

export async function generateMetadata({ params }: OfflinePageProps): Promise<Metadata> {
  const { event } = await loadTicket((await params).registration)
  return { title: (await getTranslations("attendee.ticket"))("page_title", { event: event.title }) }
}

/** The ticket and its code alone, as a browser keeps them for where there is no network; only a valid ticket has it. */
export default async function OfflinePage({ params }: OfflinePageProps) {
  const { registration, event } = await loadTicket((await params).registration)
  const { siteUrl, clock } = await runtime()
  const now = clock()
  const path = `/tickets/${registration.id}`
  if (isOff(registration, event) || ticketPhase(event, now) === "over") seeOther(path)
  const t = await getTranslations("attendee.living")
  return (
    <Page hue={event.hue} footer={null}>
      <Column width="wide">
        <div className="mb-6">
          <Notice title={t("offline.title")}>
            <p>{t("offline.saved_at", { at: dayAndTime(now, event.timeZone, await getDateLocale()) })}</p>
          </Notice>
        </div>
        <TicketHeading firstName={registration.firstName} event={event} />
        <TicketStub
          event={event}
          name={[registration.firstName, registration.lastName].filter(Boolean).join(" ")}
          checkedInAt={registration.checkedInAt}
          code={displayTicketCode(registration.ticketCode)}
          qrText={ticketUrlText(siteUrl, registration.ticketCode)}
        />
        <div className="mt-6">
          <ButtonLink href={path} kind="second">
            {t("offline.reload")}
          </ButtonLink>
        </div>
      </Column>
    </Page>
  )
}
