import { getMessages, getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { askedQuestion } from "@/components/attendee/asked-question"
import { EventPanel } from "@/components/attendee/event-panel"
import { RegisterForm } from "@/components/attendee/register-form"
import { FormHeading } from "@/components/ui/form-heading"
import { Page, Split } from "@/components/ui/page"
import { Prose } from "@/components/ui/prose"
import type { FormAction } from "@/lib/actions/state"
import { type EventWithQuestions, questionsAt } from "@/lib/domain/event"

type PreviewRegisterProps = {
  event: EventWithQuestions
  banner: ReactNode
  /** The terms, sanitised. */
  termsHtml: string
  submissionId: string
  /** Under which name the organization asks for consent to its news; null where it does not ask. */
  asking: string | null
  /** Checks the form and keeps nothing. */
  action: FormAction
}

/** The registration form as somebody sees it who has not signed in. */
export async function PreviewRegister({
  event,
  banner,
  termsHtml,
  submissionId,
  asking,
  action,
}: PreviewRegisterProps) {
  const t = await getTranslations("attendee.register")
  const messages = await getMessages()
  const asked = questionsAt(event, "registration").map((each) => askedQuestion(each, { promisedBy: event }))
  return (
    <Page hue={event.hue} banner={banner} footer={null}>
      <Split panel={<EventPanel event={event} href="?page=event" />}>
        <RegisterForm
          action={action}
          questions={await Promise.all(asked)}
          submissionId={submissionId}
          labels={messages.common.field}
          words={messages.attendee.register.form}
          news={asking && (await getTranslations("marketing"))("consent", { organization: asking })}
          terms={<Prose html={termsHtml} />}
        >
          <FormHeading title={t("title")} />
        </RegisterForm>
      </Split>
    </Page>
  )
}
