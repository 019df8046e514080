import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { EventContent, type EventContentProps } from "@/components/attendee/event-content"
import { EventHero } from "@/components/attendee/event-hero"
import { EventSummary } from "@/components/attendee/event-summary"
import { ButtonLink } from "@/components/ui/button-link"
import { Page, Spread } from "@/components/ui/page"
import { Prose } from "@/components/ui/prose"
import type { Event } from "@/lib/domain/event"

type PreviewEventProps = {
  event: Event
  banner: ReactNode
  /** The description, sanitised. */
  html: string
  content: EventContentProps["content"]
  /** The preview's page of the registration form. */
  path: string
}

/** An event's page as a visitor sees it who may register. */
export async function PreviewEvent({ event, banner, html, content, path }: PreviewEventProps) {
  const t = await getTranslations("attendee.event")
  return (
    <Page hue={event.hue} banner={banner} footer={null}>
      <EventHero event={event} />
      <Spread
        aside={
          <EventSummary event={event}>
            <ButtonLink href={path}>{t("get_ticket")}</ButtonLink>
          </EventSummary>
        }
      >
        <Prose html={html} />
        <EventContent event={event} content={content} />
      </Spread>
    </Page>
  )
}
