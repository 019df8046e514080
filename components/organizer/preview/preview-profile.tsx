import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { EventPanel } from "@/components/attendee/event-panel"
import { QuestionField } from "@/components/attendee/question-field"
import { loadQuestionRows } from "@/components/organizer/editor/load-question-rows"
import { profileQuestion } from "@/components/profile/profile-question"
import { formLook } from "@/components/ui/field"
import { FormHeading } from "@/components/ui/form-heading"
import { Notice } from "@/components/ui/notice"
import { Page, Split } from "@/components/ui/page"
import { type EventWithQuestions, questionsAt } from "@/lib/domain/event"

type PreviewProfileProps = { event: EventWithQuestions; banner: ReactNode }

/** Every question of later visits as its own page shows it, with the condition of those that have one. */
export async function PreviewProfile({ event, banner }: PreviewProfileProps) {
  const t = await getTranslations("profile")
  const preview = await getTranslations("editor.preview")
  const questions = questionsAt(event, "profile")
  const nothing = { answers: {}, seen: {}, promisedBy: event }
  const asked = await Promise.all(questions.map((each) => profileQuestion(each, nothing, event.timeZone)))
  const rows = await loadQuestionRows(event.questions)
  const conditionOf = (id: string) => {
    const hasOne = questions.some((question) => question.id === id && question.showIf)
    return hasOne ? rows.find((row) => row.id === id)?.notes.at(-1) : undefined
  }
  return (
    <Page hue={event.hue} banner={banner} footer={null}>
      <Split panel={<EventPanel event={event} href="?page=event" />}>
        {questions.length === 0 ? (
          <Notice title={preview("none")} />
        ) : (
          <>
            <FormHeading title={t("title", { count: questions.length })} />
            <div className={formLook}>
              {asked.map((question, index) => {
                const condition = conditionOf(questions[index]?.id ?? "")
                return (
                  <div key={question.key}>
                    {condition && <p className="mb-2 text-15 text-ink-3">{condition}</p>}
                    <QuestionField question={question} values={{}} />
                  </div>
                )
              })}
            </div>
          </>
        )}
      </Split>
    </Page>
  )
}
