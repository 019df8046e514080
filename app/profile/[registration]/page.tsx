import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { getTranslations } from "next-intl/server"
import { EventPanel } from "@/components/attendee/event-panel"
import { ProfileForm } from "@/components/profile/profile-form"
import { profileQuestion } from "@/components/profile/profile-question"
import { FormHeading } from "@/components/ui/form-heading"
import { Meter } from "@/components/ui/meter"
import { Page, Split } from "@/components/ui/page"
import { initialFormState } from "@/lib/actions/state"
import { readSkipped } from "@/lib/auth/skipped-cookie"
import { formValues } from "@/lib/domain/answers"
import { nextQuestions, profileQuestions, progress } from "@/lib/domain/profile"
import { loadProfile } from "@/lib/loaders/profile"
import { SiteFooter } from "../../site-footer"
import { continueAction } from "./actions"

type ProfilePageProps = { params: Promise<{ registration: string }> }

async function loadNext(id: string) {
  const profile = await loadProfile(id)
  const { questions, answers } = profile.view
  const asked = profileQuestions(questions)
  const next = profile.view.state === "open" ? nextQuestions(asked, answers, await readSkipped()) : []
  return { ...profile, next, ...progress(asked, answers) }
}

export async function generateMetadata({ params }: ProfilePageProps): Promise<Metadata> {
  const { event, answered, total } = await loadNext((await params).registration)
  const t = await getTranslations("profile")
  // Next reads the title out after each page of questions, so it says how far one is.
  return { title: `${t("progress", { answered, total })} · ${event.title}` }
}

export default async function ProfilePage({ params }: ProfilePageProps) {
  const { registration: id } = await params
  const { event, view, next, answered, total } = await loadNext(id)
  if (next.length === 0) redirect(`/profile/${id}/answers`)
  const t = await getTranslations("profile")
  const status = await getTranslations("profile.status")
  const label = t("progress", { answered, total })
  return (
    <Page hue={event.hue} footer={<SiteFooter />}>
      <Split panel={<EventPanel event={event} href={`/tickets/${id}`} />}>
        <ProfileForm
          key={next.map(({ key }) => key).join()}
          action={continueAction.bind(null, id)}
          initial={{ ...initialFormState, values: formValues(next, view.startFrom) }}
          saveUrl={`/api/profile/${id}`}
          questions={await Promise.all(next.map((item) => profileQuestion(item, view, event.timeZone)))}
          words={{
            save: t("save"),
            saving: t("saving"),
            skip: t("skip"),
            offline: status("offline"),
            unsaved: status("unsaved"),
          }}
        >
          <FormHeading title={t("title", { count: next.length })}>
            <p className="mb-2">{label}</p>
            <Meter value={answered} max={total} label={label} />
          </FormHeading>
        </ProfileForm>
      </Split>
    </Page>
  )
}
