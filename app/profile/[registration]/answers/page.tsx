import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { getDateLocale } from "@/components/attendee/date-locale"
import { EventPanel } from "@/components/attendee/event-panel"
import { ErasedNotice } from "@/components/me/erased-notice"
import { spelledText } from "@/components/profile/answer-text"
import { type AnswerRow, AnswersList } from "@/components/profile/answers-list"
import { RemovedNotice } from "@/components/profile/removed-notice"
import { ButtonLink } from "@/components/ui/button-link"
import { FormHeading } from "@/components/ui/form-heading"
import { Notice } from "@/components/ui/notice"
import { Page, Split } from "@/components/ui/page"
import { listVerifications } from "@/lib/db/queries/verification"
import { dayAndTime, fullDate } from "@/lib/domain/event-time"
import { isShown, openQuestions, profileQuestions } from "@/lib/domain/profile"
import { loadProfile, type Profile } from "@/lib/loaders/profile"
import { runtime } from "@/lib/runtime"
import { SiteFooter } from "../../../site-footer"

type AnswersPageProps = { params: Promise<{ registration: string }> }

export async function generateMetadata({ params }: AnswersPageProps): Promise<Metadata> {
  const { event } = await loadProfile((await params).registration)
  const t = await getTranslations("profile.answers")
  return { title: t("page_title", { event: event.title }) }
}

/** When an answer was verified, in words, by question. */
async function verifiedNotes({ subject, event }: Profile): Promise<Map<string, string>> {
  const { id } = subject.registration
  const t = await getTranslations("verification")
  const dates = await getDateLocale()
  const verifications = await listVerifications((await runtime()).db, id)
  return new Map(
    verifications.map(({ questionKey, at }) => [
      questionKey,
      t("own", { at: fullDate(at, event.timeZone, dates) }),
    ]),
  )
}

async function rowsOf(profile: Profile, path: string): Promise<AnswerRow[]> {
  const { view } = profile
  const t = await getTranslations("profile.answers")
  const notes = await verifiedNotes(profile)
  const questions = view.questions.filter((question) => isShown(question, view.answers))
  return Promise.all(
    questions.map(async (question) => {
      const { key, label } = question
      const text = await spelledText(question, view)
      const change = { href: `${path}/${key}`, text: text === null ? t("answer") : t("change") }
      // What may stay open is no part of the numbers that say how much is left.
      const isCounted = profileQuestions([question]).length > 0
      const blank = t(isCounted ? "not_provided" : "left_blank")
      const note = notes.get(key) ?? null
      return { key, label, text, blank, note, ...(view.state === "open" ? { change } : {}) }
    }),
  )
}

/** What stands over the list: what became of the answers, and until when they can be changed. */
async function AnswersNotice({ subject, event, view }: Profile) {
  const t = await getTranslations("profile.answers")
  const deadline = dayAndTime(view.deadline, event.timeZone, await getDateLocale())
  const contested = Object.keys(view.contested).length
  const open = openQuestions(profileQuestions(view.questions), view.answers).length
  if (subject.registration.erasedAt !== null) return <ErasedNotice />
  if (view.state === "removed") return <RemovedNotice host={event.host} />
  if (view.state === "closed") {
    return (
      <Notice title={t("closed.title")}>
        <p>{t("closed.body", { host: event.host })}</p>
      </Notice>
    )
  }
  return (
    <>
      {view.isWaiting && (
        <Notice title={t("waiting.title")} role="status">
          <p>{t("waiting.body")}</p>
        </Notice>
      )}
      {contested > 0 && (
        <Notice kind="warn" title={t("contested.title", { count: contested })}>
          <p>
            {t.rich("contested.body", {
              link: (text) => <a href={`/profile/${subject.registration.id}`}>{text}</a>,
            })}
          </p>
        </Notice>
      )}
      <p>{t("open", { count: open })}</p>
      <p className="text-ink-2">{t("until", { deadline })}</p>
    </>
  )
}

export default async function AnswersPage({ params }: AnswersPageProps) {
  const { registration: id } = await params
  const profile = await loadProfile(id)
  const t = await getTranslations("profile.answers")
  const { event } = profile
  return (
    <Page hue={event.hue} footer={<SiteFooter />}>
      <Split panel={<EventPanel event={event} href={`/tickets/${id}`} />}>
        <FormHeading title={t("title")} />
        <div className="mb-6 grid gap-3">
          <AnswersNotice {...profile} />
        </div>
        <AnswersList rows={await rowsOf(profile, `/profile/${id}/answers`)} />
        <div className="mt-6">
          <ButtonLink href={`/tickets/${id}`} kind="second">
            {t("to_ticket")}
          </ButtonLink>
        </div>
      </Split>
    </Page>
  )
}
