import type { Metadata } from "next"
import { CalendarLinks } from "@/components/attendee/calendar-links"
import { TicketHeading } from "@/components/attendee/ticket-heading"
import { TicketProgress } from "@/components/attendee/ticket-progress"
import { TicketStub } from "@/components/attendee/ticket-stub"
import { Column, Page } from "@/components/ui/page"
import { displayTicketCode } from "@/lib/domain/ticket-code"
import { googleCalendarUrl, outlookCalendarUrl } from "@/lib/events/calendar-links"
import { loadTicket } from "@/lib/loaders/ticket"
import { runtime } from "@/lib/runtime"
import { SiteFooter } from "../../site-footer"

type TicketPageProps = { params: Promise<{ registration: string }> }

export async function generateMetadata({ params }: TicketPageProps): Promise<Metadata> {
  const { event } = await loadTicket((await params).registration)
  return { title: `Your ticket: ${event.title}` }
}

export default async function TicketPage({ params }: TicketPageProps) {
  const { registration, event } = await loadTicket((await params).registration)
  const { siteUrl } = await runtime()
  const path = `/tickets/${registration.id}`
  const eventUrl = `${siteUrl}/e/${event.slug}`
  return (
    <Page hue={event.hue} footer={<SiteFooter />}>
      <Column width="wide">
        <TicketHeading
          firstName={registration.firstName}
          startsAt={event.startsAt}
          timeZone={event.timeZone}
        />
        {registration.step !== "finished" && (
          <div className="mb-6">
            <TicketProgress url={`/api${path}`} initial={registration.step} reloadHref={path} />
          </div>
        )}
        <TicketStub
          event={event}
          name={[registration.firstName, registration.lastName].filter(Boolean).join(" ")}
          code={displayTicketCode(registration.ticketCode)}
          qrText={`${siteUrl}/t/${registration.ticketCode}`.toUpperCase()}
        />
        <div className="mt-4">
          <CalendarLinks
            icsHref={`${path}/calendar.ics`}
            googleHref={googleCalendarUrl(event, eventUrl)}
            outlookHref={outlookCalendarUrl(event, eventUrl)}
          />
        </div>
      </Column>
    </Page>
  )
}
