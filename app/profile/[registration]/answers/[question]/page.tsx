import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { getTranslations } from "next-intl/server"
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
import { SiteFooter } from "../../../../site-footer"
import { changeAction } from "../../actions"

type AnswerPageProps = { params: Promise<{ registration: string; question: string }> }

async function loadAnswer(params: AnswerPageProps["params"]) {
  const { registration: id, question: key } = await params
  const profile = await loadProfile(id)
  const question = profile.view.questions.find((item) => item.key === key)
  if (!question || !isShown(question, profile.view.answers)) nothingHere()
  return { ...profile, id, question }
}

export async function generateMetadata({ params }: AnswerPageProps): Promise<Metadata> {
  return { title: (await loadAnswer(params)).question.label }
}

export default async function AnswerPage({ params }: AnswerPageProps) {
  const { id, event, view, question } = await loadAnswer(params)
  const listHref = `/profile/${id}/answers`
  if (view.state !== "open") redirect(listHref)
  const t = await getTranslations("profile")
  const status = await getTranslations("profile.status")
  const shown = { ...view, suggestedCountry: await readSuggestedCountry() }
  return (
    <Page hue={event.hue} footer={<SiteFooter />}>
      <Split panel={<EventPanel event={event} href={`/tickets/${id}`} />}>
        <ProfileForm
          action={changeAction.bind(null, id)}
          initial={await startingState([question], view)}
          saveUrl={`/api/profile/${id}`}
          postTo={`${listHref}/${question.key}`}
          questions={[await profileQuestion(question, shown, event.timeZone)]}
          words={{
            save: t("save"),
            saving: t("saving"),
            offline: status("offline"),
            unsaved: status("unsaved"),
          }}
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
