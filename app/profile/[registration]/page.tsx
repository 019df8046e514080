import type { Metadata } from "next"
import { getMessages, getTranslations } from "next-intl/server"
import { EventPanel } from "@/components/attendee/event-panel"
import { startingState } from "@/components/profile/contested-answers"
import { ProfileForm } from "@/components/profile/profile-form"
import { profileQuestion } from "@/components/profile/profile-question"
import { FormHeading } from "@/components/ui/form-heading"
import { Meter } from "@/components/ui/meter"
import { Page, Split } from "@/components/ui/page"
import { readSuggestedCountry } from "@/lib/auth/request"
import { readSkipped } from "@/lib/auth/skipped-cookie"
import { mostAtOnce, nextQuestions, profileQuestions, progress } from "@/lib/domain/profile"
import { loadProfile } from "@/lib/loaders/profile"
import { seeOther } from "@/lib/loaders/see-other"
import { SiteFooter } from "../../site-footer"
import { continueAction } from "./actions"

type ProfilePageProps = {
  params: Promise<{ registration: string }>
  /** `asked`: keys of the questions a form that was refused is about, joined by dots. */
  searchParams: Promise<{ asked?: string | string[] }>
}

async function loadNext({ params, searchParams }: ProfilePageProps) {
  const { registration: id } = await params
  const profile = await loadProfile(id)
  const { questions, answers, state } = profile.view
  const all = profileQuestions(questions)
  const keys = String((await searchParams).asked ?? "").split(".")
  const named = keys.flatMap((key) => questions.find((question) => question.key === key) ?? [])
  const skipped = await readSkipped()
  const contested = questions.filter(({ key }) => key in profile.view.contested && !skipped.has(key))
  const first = contested.length > 0 ? contested.slice(0, mostAtOnce) : nextQuestions(all, answers, skipped)
  const next = named.length > 0 ? named : first
  return { ...profile, id, next: state === "open" ? next : [], ...progress(all, answers) }
}

export async function generateMetadata(props: ProfilePageProps): Promise<Metadata> {
  const { event, answered, total } = await loadNext(props)
  const t = await getTranslations("profile")
  // Next reads the title out after each page of questions, so it says how far one is.
  return { title: `${t("progress", { answered, total })} · ${event.title}` }
}

const formId = "answers"

export default async function ProfilePage(props: ProfilePageProps) {
  const { id, event, view, next, answered, total } = await loadNext(props)
  if (next.length === 0) seeOther(`/profile/${id}/answers`)
  const t = await getTranslations("profile")
  const label = t("progress", { answered, total })
  // As the ticket counts them: this page may ask only some. What was overtaken in GATE is asked again, though it is answered.
  const open = Math.max(next.length, total - answered)
  const asked = next.map(({ key }) => key).join(".")
  const shown = { ...view, suggestedCountry: await readSuggestedCountry(), promisedBy: event }
  return (
    <Page hue={event.hue} footer={<SiteFooter form={formId} />}>
      <Split panel={<EventPanel event={event} href={`/tickets/${id}`} />}>
        <ProfileForm
          id={formId}
          key={asked}
          action={continueAction.bind(null, id)}
          initial={await startingState(next, view)}
          saveUrl={`/api/profile/${id}`}
          postTo={`/profile/${id}?asked=${asked}`}
          questions={await Promise.all(next.map((item) => profileQuestion(item, shown, event.timeZone)))}
          words={(await getMessages()).profile.form}
          skip={t("skip")}
        >
          <FormHeading title={t("title", { count: open })}>
            <p className="mb-2">{label}</p>
            <Meter value={answered} max={total} label={label} />
          </FormHeading>
        </ProfileForm>
      </Split>
    </Page>
  )
}
