import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { getDateLocale } from "@/components/attendee/date-locale"
import { ActionButton } from "@/components/me/action-button"
import { CalendarFeed } from "@/components/me/calendar-feed"
import { ForgetsTickets } from "@/components/me/forgets-tickets"
import { NewsChoices } from "@/components/me/news-choices"
import { Section } from "@/components/me/section"
import { TicketList } from "@/components/me/ticket-list"
import { ButtonLink } from "@/components/ui/button-link"
import { Hero } from "@/components/ui/hero"
import { Notice } from "@/components/ui/notice"
import { Page } from "@/components/ui/page"
import { shell } from "@/components/ui/shell"
import { findFeedAddress } from "@/lib/account/calendar-feed"
import { listAskingOrganizations } from "@/lib/db/queries/marketing"
import { listHelpedDoors } from "@/lib/db/queries/team"
import { fullDate } from "@/lib/domain/event-time"
import { loadOwnRegistrations } from "@/lib/loaders/account"
import { findOwnScope } from "@/lib/loaders/organizer"
import { runtime } from "@/lib/runtime"
import { signOutAction } from "../sign-out/actions"
import { SiteFooter } from "../site-footer"
import {
  giveConsentAction,
  renewCalendarFeedAction,
  revokeCalendarFeedAction,
  setRemindersAction,
  signOutEverywhereAction,
  withdrawConsentAction,
} from "./actions"

type MePageProps = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("me"))("title") }
}

export default async function MePage({ searchParams }: MePageProps) {
  const { person, now, upcoming, past, cancelled } = await loadOwnRegistrations()
  const { done } = await searchParams
  const t = await getTranslations("me")
  const name = [person.firstName, person.lastName].filter(Boolean).join(" ")
  const isOrganizer = (await findOwnScope()) !== null
  const context = await runtime()
  const doors = await listHelpedDoors(context.db, person, now)
  const organizations = await listAskingOrganizations(context.db, person.id)
  const dates = await getDateLocale()
  const areRemindersOn = person.remindersOffAt === null
  // As they are, whatever another tab has changed since.
  const reminders = {
    title: areRemindersOn ? t("reminders.turned_on") : t("reminders.turned_off"),
  }
  const notices = new Map<string, { title: string; body?: string }>([
    ["name", { title: t("name.changed_title") }],
    ["email", { title: t("email.changed_title"), body: t("email.changed_body") }],
    ["other_person", { title: t("other_person.title"), body: t("other_person.body") }],
    ["reminders_on", reminders],
    ["reminders_off", reminders],
    ["news", { title: t("news.given") }],
    ["no_news", { title: t("news.withdrawn") }],
    ["calendar_made", { title: t("calendar_feed.made") }],
    ["calendar_renewed", { title: t("calendar_feed.renewed") }],
    ["calendar_revoked", { title: t("calendar_feed.revoked") }],
  ])
  const notice = notices.get(done ?? "")
  return (
    <Page footer={<SiteFooter />}>
      <Hero plain start={<bdi className="normal-case">{person.email}</bdi>} title={t("title")} />
      <div className={`${shell} pb-12`}>
        {notice && (
          <div className="mb-8 max-w-[34rem]">
            <Notice kind={done === "other_person" ? "warn" : "ok"} role="status" title={notice.title}>
              {notice.body && <p>{notice.body}</p>}
            </Notice>
          </div>
        )}
        <div className="grid gap-x-20 lg:grid-cols-[1fr_25rem]">
          <div className="min-w-0">
            <Section id="upcoming" title={t("upcoming")}>
              {upcoming.length > 0 ? (
                <TicketList tickets={upcoming} now={now} />
              ) : (
                <div className="max-w-[34rem]">
                  <p className="mb-6">{t("none")}</p>
                  <ButtonLink href="/">{t("see_events")}</ButtonLink>
                </div>
              )}
            </Section>
            {past.length > 0 && (
              <Section id="past" title={t("past")}>
                <TicketList tickets={past} now={now} />
              </Section>
            )}
            {cancelled.length > 0 && (
              <Section id="cancelled" title={t("given_back")}>
                <ul>
                  {cancelled.map(({ registration, event }) => (
                    <li key={registration.id}>
                      <a href={`/tickets/${registration.id}`} className="inline-block py-1">
                        {event.title}
                      </a>
                    </li>
                  ))}
                </ul>
              </Section>
            )}
            {(isOrganizer || doors.length > 0) && (
              <Section id="organizer" title={t("organizer.title")}>
                <ul className="grid gap-2">
                  {isOrganizer && (
                    <li>
                      <a href="/organizer">{t("organizer.link")}</a>
                    </li>
                  )}
                  {doors.map(({ slug, title }) => (
                    <li key={slug}>
                      <a href={`/organizer/${slug}/check-in`}>{t("organizer.door", { event: title })}</a>
                    </li>
                  ))}
                </ul>
              </Section>
            )}
          </div>
          <div className="min-w-0">
            <Section id="details" title={t("details.title")}>
              <dl className="mb-4 grid gap-3">
                {name && (
                  <div>
                    <dt className="text-15 text-ink-2">{t("details.name")}</dt>
                    <dd className="wrap-anywhere font-semibold">{name}</dd>
                  </div>
                )}
                <div>
                  <dt className="text-15 text-ink-2">{t("details.email")}</dt>
                  <dd className="wrap-anywhere font-semibold">
                    <bdi>{person.email}</bdi>
                  </dd>
                </div>
              </dl>
              <ul className="grid gap-2">
                <li>
                  <a href="/me/name">{t("details.change_name")}</a>
                </li>
                <li>
                  <a href="/me/email">{t("details.change_email")}</a>
                </li>
              </ul>
            </Section>
            <Section id="reminders" title={t("reminders.title")}>
              <p className="mb-4 max-w-[34rem]">{areRemindersOn ? t("reminders.on") : t("reminders.off")}</p>
              <ActionButton kind="second" action={setRemindersAction.bind(null, !areRemindersOn)}>
                {areRemindersOn ? t("reminders.turn_off") : t("reminders.turn_on")}
              </ActionButton>
            </Section>
            {organizations.length > 0 && (
              <Section id="news" title={t("news.title")}>
                <NewsChoices
                  organizations={organizations.map(({ givenAt, ...organization }) => ({
                    ...organization,
                    givenAt: givenAt && fullDate(givenAt, "UTC", dates),
                  }))}
                  give={giveConsentAction}
                  withdraw={withdrawConsentAction}
                />
              </Section>
            )}
            <Section id="calendar" title={t("calendar_feed.title")}>
              <CalendarFeed
                address={await findFeedAddress(context, person.id)}
                renew={renewCalendarFeedAction}
                revoke={revokeCalendarFeedAction}
              />
            </Section>
            <Section id="privacy" title={t("privacy.title")}>
              <p className="mb-4 max-w-[34rem]">{t("privacy.body")}</p>
              <a href="/me/data">{t("privacy.link")}</a>
            </Section>
            <Section id="signed-in" title={t("signed_in.title")}>
              <p className="mb-4 max-w-[34rem]">{t("signed_in.body")}</p>
              <div className="flex flex-wrap gap-3">
                <ForgetsTickets>
                  <ActionButton kind="second" action={signOutAction}>
                    {t("signed_in.here")}
                  </ActionButton>
                  <ActionButton kind="second" action={signOutEverywhereAction}>
                    {t("signed_in.everywhere")}
                  </ActionButton>
                </ForgetsTickets>
              </div>
            </Section>
          </div>
        </div>
      </div>
    </Page>
  )
}
