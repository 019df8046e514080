import type { Metadata } from "next"
import { getMessages, getTranslations } from "next-intl/server"
import { EventPanel } from "@/components/attendee/event-panel"
import { startingState } from "@/components/profile/contested-answers"
import { ProfileForm } from "@/components/profile/profile-form"
import { profileQuestion } from "@/components/profile/profile-question"
import { FormHeading } from "@/components/ui/form-heading"
import { Page, Split } from "@/components/ui/page"
import { readSuggestedCountry } from "@/lib/auth/request"
import { isShown } from "@/lib/domain/profile"
import { nothingHere } from "@/lib/loaders/nothing-here"
import { loadProfile } from "@/lib/loaders/profile"
import { seeOther } from "@/lib/loaders/see-other"
import { SiteFooter } from "../../../../site-footer"
import { changeAction } from "../../actions"

type AnswerPageProps = { params: Promise<{ registration: string; question: string }> }

async function loadAnswer(params: AnswerPageProps["params"]) {
  const { registration: id, question: key } = await params
  const profile = await loadProfile(id)
  const question = profile.view.questions.find((item) => item.key === key)
  if (!question) nothingHere()
  const listHref = `/profile/${id}/answers`
  // Not asked any more: the time for changes is over, or another answer, given in another tab, left it out.
  if (profile.view.state !== "open" || !isShown(question, profile.view.answers)) seeOther(listHref)
  return { ...profile, id, question, listHref }
}

export async function generateMetadata({ params }: AnswerPageProps): Promise<Metadata> {
  return { title: (await loadAnswer(params)).question.label }
}

const formId = "answers"

export default async function AnswerPage({ params }: AnswerPageProps) {
  const { id, event, view, question, listHref } = await loadAnswer(params)
  const t = await getTranslations("profile")
  const shown = { ...view, suggestedCountry: await readSuggestedCountry(), promisedBy: event }
  return (
    <Page hue={event.hue} footer={<SiteFooter form={formId} />}>
      <Split panel={<EventPanel event={event} href={`/tickets/${id}`} />}>
        <ProfileForm
          id={formId}
          action={changeAction.bind(null, id)}
          initial={await startingState([question], view)}
          saveUrl={`/api/profile/${id}`}
          postTo={`${listHref}/${question.key}`}
          questions={[await profileQuestion(question, shown, event.timeZone)]}
          words={(await getMessages()).profile.form}
        >
          <FormHeading title={t("edit.title")} />
        </ProfileForm>
        <p className="mt-6">
          <a href={listHref}>{t("edit.back")}</a>
        </p>
      </Split>
    </Page>
  )
}
