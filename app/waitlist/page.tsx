import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { LeftWaitlist } from "@/components/attendee/left-waitlist"
import { WaitingPanel } from "@/components/attendee/waiting-panel"
import { ActionButton } from "@/components/me/action-button"
import { ButtonLink } from "@/components/ui/button-link"
import { Eyebrow } from "@/components/ui/eyebrow"
import { Column, Page } from "@/components/ui/page"
import { canCancel } from "@/lib/account/cancel"
import { getEvent } from "@/lib/db/queries/events"
import { localiseEvent } from "@/lib/domain/event"
import { hasTicket, isGone, isWaiting, neverHadPlace } from "@/lib/domain/registration"
import { nothingHere } from "@/lib/loaders/nothing-here"
import { loadWaiting, whyLeft } from "@/lib/loaders/waiting"
import { findByWaitlistToken } from "@/lib/outbox/waitlist-link"
import { runtime } from "@/lib/runtime"
import { SiteFooter } from "../site-footer"
import { claimByLinkAction, giveBackByLinkAction, leaveByLinkAction } from "./actions"

type WaitlistPageProps = { searchParams: Promise<{ token?: string | string[]; claim?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.waitlist"))("title"), robots: { index: false } }
}

/** Where the mails of a waitlist lead, without signing in. Opening it changes nothing: mail scanners open every link. */
export default async function WaitlistPage({ searchParams }: WaitlistPageProps) {
  const { token = "", claim } = await searchParams
  const signed = String(token)
  const context = await runtime()
  const registration = (await findByWaitlistToken(context, signed)) ?? nothingHere()
  const event = localiseEvent(await getEvent(context.db, registration.eventId), await getLocale())
  const now = context.clock()
  const t = await getTranslations("attendee.waitlist")
  const isOver = event.cancelledAt !== null || now >= event.endsAt || isGone(registration)
  const ticketHref = `/tickets/${registration.id}`
  return (
    <Page hue={event.hue} footer={<SiteFooter />}>
      <Column>
        {isOver && <LeftWaitlist event={event} why="over" />}
        {!isOver && isWaiting(registration) && (
          <WaitingPanel
            event={event}
            {...(await loadWaiting(registration, event))}
            failure={claim === "too_late" || claim === "taken" ? claim : null}
            claim={claimByLinkAction.bind(null, signed)}
            leave={leaveByLinkAction.bind(null, signed)}
          >
            <p className="mb-6">
              <a href={ticketHref}>{t("see_waiting")}</a>
            </p>
          </WaitingPanel>
        )}
        {!isOver && hasTicket(registration) && (
          <>
            <Eyebrow>{event.title}</Eyebrow>
            <h1 className="mt-2.5 mb-5 text-40">{t("placed_title")}</h1>
            <p className="mb-6 text-ink-2">{t("placed_body")}</p>
            <ButtonLink href={ticketHref}>{t("open_ticket")}</ButtonLink>
            {canCancel(registration, event, now) && (
              <section className="mt-10" aria-labelledby="back">
                <h2 id="back" className="mb-2 text-20">
                  {t("give_back_title")}
                </h2>
                <p className="mb-4 text-ink-2">{t("give_back_body")}</p>
                <ActionButton kind="second" action={giveBackByLinkAction.bind(null, signed)}>
                  {t("give_back")}
                </ActionButton>
              </section>
            )}
          </>
        )}
        {!isOver && registration.step === "cancelled" && (
          <LeftWaitlist
            event={event}
            why={neverHadPlace(registration) ? await whyLeft(registration) : "left"}
          />
        )}
      </Column>
    </Page>
  )
}
