import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { EventContent } from "@/components/attendee/event-content"
import { EventHero } from "@/components/attendee/event-hero"
import { EventSummary } from "@/components/attendee/event-summary"
import { RegistrationNotice } from "@/components/attendee/registration-notice"
import { StructuredData } from "@/components/attendee/structured-data"
import { VisitorTimeScript } from "@/components/attendee/visitor-time"
import { ButtonLink } from "@/components/ui/button-link"
import { Page, Spread } from "@/components/ui/page"
import { Prose } from "@/components/ui/prose"
import { loadPerson } from "@/lib/auth/session"
import { eventPhase } from "@/lib/domain/event-phase"
import { renderMarkdown } from "@/lib/domain/markdown"
import { loadEvent } from "@/lib/loaders/event"
import { loadNonce } from "@/lib/loaders/nonce"
import { loadShownContent } from "@/lib/loaders/page-content"
import { loadEventData, loadFaqData, sharedMetadata } from "@/lib/loaders/shared-event"
import { findOwnRegistration } from "@/lib/loaders/ticket"
import { runtime } from "@/lib/runtime"
import { SiteFooter } from "../../site-footer"

type EventPageProps = { params: Promise<{ event: string }> }

export async function generateMetadata({ params }: EventPageProps): Promise<Metadata> {
  return sharedMetadata(await loadEvent((await params).event))
}

export default async function EventPage({ params }: EventPageProps) {
  const event = await loadEvent((await params).event)
  const t = await getTranslations("attendee")
  const waitlist = await getTranslations("attendee.waitlist")
  const feed = new URLSearchParams({ organization: event.organization.id, language: await getLocale() })
  const own = await findOwnRegistration(event.id)
  const ticketPath = own?.path
  const faqData = await loadFaqData(event)
  const phase = eventPhase(event, (await runtime()).clock())
  return (
    <Page hue={event.hue} footer={<SiteFooter />}>
      <StructuredData data={await loadEventData(event)} />
      {faqData && <StructuredData data={faqData} />}
      <EventHero event={event} />
      <Spread
        aside={
          <EventSummary event={event} phase={phase}>
            <div className="grid gap-4">
              {phase === "open" && !ticketPath && (
                <ButtonLink href={`/e/${event.slug}/register`}>{t("event.get_ticket")}</ButtonLink>
              )}
              {phase === "waitlist" && !ticketPath && (
                <ButtonLink href={`/e/${event.slug}/register`}>{waitlist("join")}</ButtonLink>
              )}
              {phase !== "open" && (!ticketPath || phase === "cancelled" || phase === "past") && (
                <RegistrationNotice event={event} phase={phase} isSignedIn={(await loadPerson()) !== null} />
              )}
              {own && (
                <ButtonLink href={own.path}>
                  {own.waits ? waitlist("see_waiting") : t("event.show_ticket")}
                </ButtonLink>
              )}
            </div>
          </EventSummary>
        }
      >
        <Prose html={renderMarkdown(event.description)} />
        <EventContent event={event} content={await loadShownContent(event.id)} />
        <p className="mt-8">
          <a href={`/events.ics?${feed}`}>
            {t("events.subscribe_to_host", { host: event.organization.name })}
          </a>
        </p>
      </Spread>
      <VisitorTimeScript nonce={await loadNonce()} />
    </Page>
  )
}
