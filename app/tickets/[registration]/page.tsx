import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { CalendarLinks } from "@/components/attendee/calendar-links"
import { CalledOffTicket } from "@/components/attendee/called-off-ticket"
import { getDateLocale } from "@/components/attendee/date-locale"
import { LeftWaitlist, type WhyLeft } from "@/components/attendee/left-waitlist"
import { TakingChoice } from "@/components/attendee/taking-choice"
import { TicketAfterwards } from "@/components/attendee/ticket-afterwards"
import { TicketHeading } from "@/components/attendee/ticket-heading"
import { TicketProgramme } from "@/components/attendee/ticket-programme"
import { TicketProgress } from "@/components/attendee/ticket-progress"
import { TicketStub } from "@/components/attendee/ticket-stub"
import { VisitorTimeScript } from "@/components/attendee/visitor-time"
import { WaitingPanel } from "@/components/attendee/waiting-panel"
import { WalletLinks } from "@/components/attendee/wallet-links"
import { WifiStub } from "@/components/attendee/wifi-stub"
import { CancelledTicket } from "@/components/me/cancelled-ticket"
import { RepeatedNotice } from "@/components/me/repeated-notice"
import { TicketActions } from "@/components/me/ticket-actions"
import { QuestionsCard } from "@/components/profile/questions-card"
import { RemovedNotice } from "@/components/profile/removed-notice"
import { ButtonLink } from "@/components/ui/button-link"
import { Column, Page } from "@/components/ui/page"
import { canCancel, canUndoCancel, isCancelledByHost } from "@/lib/account/cancel"
import { googleCalendarUrl, outlookCalendarUrl } from "@/lib/calendar/calendar-links"
import { ticketPhase } from "@/lib/domain/event-phase"
import { clockTime, eventDay } from "@/lib/domain/event-time"
import { undoWindowMs } from "@/lib/domain/gate-task"
import { isWaiting, neverHadPlace } from "@/lib/domain/registration"
import { displayTicketCode, ticketUrlText } from "@/lib/domain/ticket-code"
import { takeDays } from "@/lib/domain/waitlist"
import { loadOwnPass } from "@/lib/loaders/network"
import { loadNonce } from "@/lib/loaders/nonce"
import { loadPageContent } from "@/lib/loaders/page-content"
import { loadOpenQuestions } from "@/lib/loaders/profile"
import { loadRepeatedRegistration } from "@/lib/loaders/resubmission"
import { loadTicket, type Ticket } from "@/lib/loaders/ticket"
import { loadWaiting, whyLeft } from "@/lib/loaders/waiting"
import { runtime } from "@/lib/runtime"
import { offeredWallets } from "@/lib/wallet/wallet-ticket"
import { SiteFooter } from "../../site-footer"
import {
  askForTimeAction,
  chooseTakingAction,
  claimAction,
  keepEarlierAction,
  leaveWaitlistAction,
  renewPasswordAction,
  takeOverAction,
  undoCancelAction,
} from "./actions"

type TicketPageProps = {
  params: Promise<{ registration: string }>
  searchParams: Promise<{ undo?: string; claim?: string; choice?: string }>
}

export async function generateMetadata({ params }: Pick<TicketPageProps, "params">): Promise<Metadata> {
  const { event } = await loadTicket((await params).registration)
  const t = await getTranslations("attendee.ticket")
  return { title: t("page_title", { event: event.title }) }
}

async function progressWords(reloadHref: string) {
  const t = await getTranslations("attendee.ticket.progress")
  const reload = (text: ReactNode) => <a href={reloadHref}>{text}</a>
  return {
    finished: { title: t("finished.title"), body: t("finished.body") },
    checking: { title: t("checking.title"), body: t("checking.body") },
    under_way: { title: t("under_way.title"), body: t.rich("under_way.body", { reload }) },
  }
}

/** What is left of a ticket that was given back. */
async function Cancelled({ registration, event }: Ticket, isFull: boolean) {
  const { cancelledAt } = registration
  const canUndo = await canUndoCancel(await runtime(), registration, event)
  const until = new Date((cancelledAt?.getTime() ?? 0) + undoWindowMs)
  return (
    <Page hue={event.hue} footer={<SiteFooter />}>
      <Column>
        <CancelledTicket
          eventTitle={event.title}
          eventHref={`/e/${event.slug}`}
          undo={canUndo ? undoCancelAction.bind(null, registration.id) : null}
          undoUntil={clockTime(until, event.timeZone, await getDateLocale())}
          isFull={isFull}
          host={(await isCancelledByHost(await runtime(), registration)) ? event.host : null}
        />
      </Column>
    </Page>
  )
}

/** What is told whoever waits for a place no more and had none, or waited until the event was over. */
async function Left({ event }: Ticket, why: WhyLeft) {
  return (
    <Page hue={event.hue} footer={<SiteFooter />}>
      <Column>
        <LeftWaitlist event={event} why={why} />
      </Column>
    </Page>
  )
}

/** At a ticket's address, the place in line of whoever waits for one. */
async function Waits(
  { registration, event }: Ticket,
  { claim, choice }: { claim?: string; choice?: string },
) {
  const { id, takeUntil, firstName, lastName } = registration
  const now = (await runtime()).clock()
  const waiting = await loadWaiting(registration, event)
  const open = await loadOpenQuestions(id)
  const repeated = await loadRepeatedRegistration(id)
  const answersHref = event.questions.length > 0 ? `/profile/${id}/answers` : null
  const { timeZone } = event
  const day = takeUntil && takeUntil > now ? eventDay({ startsAt: takeUntil, timeZone }) : null
  const days = takeDays(event, now)
  return (
    <Page hue={event.hue} footer={<SiteFooter />}>
      <Column>
        <WaitingPanel
          event={event}
          {...waiting}
          failure={claim === "too_late" || claim === "taken" ? claim : null}
          claim={claimAction.bind(null, id)}
          leave={leaveWaitlistAction.bind(null, id)}
        >
          {repeated && (
            <div className="mb-6">
              <RepeatedNotice
                repeated={repeated}
                name={[firstName, lastName].filter(Boolean).join(" ")}
                answersHref={answersHref}
                takeOver={takeOverAction.bind(null, id)}
                keep={keepEarlierAction.bind(null, id)}
              />
            </div>
          )}
          {registration.step === "waitlisted" && days.length > 0 && (
            <TakingChoice
              days={days}
              day={day}
              saved={choice === "saved" || choice === "missing" ? choice : null}
              action={chooseTakingAction.bind(null, id)}
            />
          )}
          {open && (
            <div className="mb-6">
              <QuestionsCard href={`/profile/${id}`} {...open} />
            </div>
          )}
        </WaitingPanel>
      </Column>
    </Page>
  )
}

/** The ticket of an event that does not take place. */
async function CalledOff({ registration, event }: Ticket) {
  const isOver = (await runtime()).clock() >= event.endsAt
  const icsHref = `/tickets/${registration.id}/calendar.ics`
  return (
    <Page hue={event.hue} footer={<SiteFooter />}>
      <Column>
        <CalledOffTicket event={event} isOver={isOver} icsHref={icsHref} eventHref={`/e/${event.slug}`} />
      </Column>
    </Page>
  )
}

/** The Wi-Fi of a ticket, or nothing where its event has none. */
async function Wifi({ registration, event }: Ticket) {
  const own = await loadOwnPass(registration.id)
  if (!own) return null
  const { view, password, code, portalHref } = own
  const now = (await runtime()).clock()
  return (
    <WifiStub
      pass={view}
      password={password}
      isBeforeEnd={now < view.closesAt && !view.isEnded}
      timeZone={event.timeZone}
      host={event.host}
      code={code}
      portalHref={portalHref}
      profileHref={`/tickets/${registration.id}/wifi.mobileconfig`}
      questionsHref={`/profile/${registration.id}`}
      renewPassword={renewPasswordAction.bind(null, registration.id)}
      askForTime={askForTimeAction.bind(null, registration.id)}
    />
  )
}

export default async function TicketPage({ params, searchParams }: TicketPageProps) {
  const ticket = await loadTicket((await params).registration)
  const { registration, event } = ticket
  const asked = await searchParams
  if (registration.step === "cancelled" && neverHadPlace(registration))
    return Left(ticket, await whyLeft(registration))
  if (registration.step === "cancelled") return Cancelled(ticket, asked.undo === "full")
  const context = await runtime()
  const { siteUrl, clock } = context
  const now = clock()
  const phase = ticketPhase(event, now)
  if (phase === "cancelled") return CalledOff(ticket)
  if (isWaiting(registration)) return phase === "over" ? Left(ticket, "over") : Waits(ticket, asked)
  const t = await getTranslations("attendee.living")
  const path = `/tickets/${registration.id}`
  const open = await loadOpenQuestions(registration.id)
  const { sessions, speakers } = await loadPageContent(event.id)
  const questions = open && <QuestionsCard href={`/profile/${registration.id}`} {...open} />
  const repeated = await loadRepeatedRegistration(registration.id)
  const name = [registration.firstName, registration.lastName].filter(Boolean).join(" ")
  const answersHref = event.questions.length > 0 ? `/profile/${registration.id}/answers` : null
  const eventUrl = `${siteUrl}/e/${event.slug}`
  const version = [name, registration.checkedInAt?.toISOString(), await getDateLocale()].join(" ")
  const kept = phase === "over" ? undefined : { path, version }
  return (
    <Page hue={event.hue} footer={<SiteFooter ticket={kept} />}>
      <Column width="wide">
        <TicketHeading firstName={registration.firstName} event={event} phase={phase} />
        {phase === "over" && <TicketAfterwards event={event} isPurged={registration.purgedAt !== null} />}
        {phase === "today" && registration.checkedInAt === null && (
          <div className="mb-6 print:hidden">
            <ButtonLink href={`${path}/code`}>{t("show_code")}</ButtonLink>
          </div>
        )}
        {repeated && (
          <div className="mb-6">
            <RepeatedNotice
              repeated={repeated}
              name={name}
              answersHref={answersHref}
              takeOver={takeOverAction.bind(null, registration.id)}
              keep={keepEarlierAction.bind(null, registration.id)}
            />
          </div>
        )}
        {registration.step === "removed" && registration.erasedAt === null && (
          <div className="mb-6">
            <RemovedNotice host={event.host} />
          </div>
        )}
        {registration.step !== "finished" && registration.step !== "removed" && (
          <div className="mb-6">
            <TicketProgress
              url={`/api${path}`}
              initial={registration.step}
              words={await progressWords(path)}
            />
          </div>
        )}
        {phase === "ahead" && questions && <div className="mb-6">{questions}</div>}
        <TicketStub
          event={event}
          name={name}
          checkedInAt={registration.checkedInAt}
          code={displayTicketCode(registration.ticketCode)}
          qrText={phase === "over" ? null : ticketUrlText(siteUrl, registration.ticketCode)}
        />
        {await Wifi(ticket)}
        <WalletLinks path={path} wallets={offeredWallets(context, registration, event)} />
        {phase !== "over" && (
          <div className="mt-4">
            <CalendarLinks
              icsHref={`${path}/calendar.ics`}
              googleHref={googleCalendarUrl(event, eventUrl)}
              outlookHref={outlookCalendarUrl(event, eventUrl)}
            />
          </div>
        )}
        <TicketProgramme
          event={event}
          sessions={sessions}
          speakers={speakers}
          speakersAt={`/e/${event.slug}`}
        />
        <TicketActions
          path={path}
          answersHref={answersHref}
          isOver={phase === "over"}
          canCancel={canCancel(registration, event, now)}
        />
        {phase !== "ahead" && questions}
      </Column>
      {sessions.length > 0 && <VisitorTimeScript nonce={await loadNonce()} />}
    </Page>
  )
}
