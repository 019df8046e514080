import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { getMessages, getTranslations } from "next-intl/server"
import { ActionButtons } from "@/components/organizer/editor/action-buttons"
import { loadConditions, loadFieldOptions } from "@/components/organizer/editor/load-question-choices"
import { QuestionForm } from "@/components/organizer/editor/question-form"
import { loadQuestionLabels } from "@/components/organizer/editor/question-labels"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { type FormState, initialFormState } from "@/lib/actions/state"
import { type EditableQuestion, listQuestions } from "@/lib/db/queries/question-editor"
import { fingerprints } from "@/lib/events/merge-edit"
import { joinOptions, questionFieldNames, questionValues } from "@/lib/events/question-form"
import { languages } from "@/lib/i18n/languages"
import { namedLanguages, translationsOf } from "@/lib/loaders/editor"
import { loadEventScope } from "@/lib/loaders/organizer"
import { wasRefused } from "@/lib/loaders/refused-form"
import { runtime } from "@/lib/runtime"
import { removeQuestionAction, saveQuestionAction } from "../actions"

type QuestionPageProps = { params: Promise<{ event: string; question: string }> }

/** Blank rows for options that are still to come. */
const blankRows = 2

async function loadQuestions({ params }: QuestionPageProps) {
  const { event: slug, question: id } = await params
  const scope = await loadEventScope(slug, "edit")
  const all = await listQuestions((await runtime()).db, scope.event.id)
  const asked = all.filter(({ archivedAt }) => archivedAt === null)
  // A form about a question that was removed meanwhile comes back with what was typed.
  const editable = (await wasRefused()) ? all : asked
  const question = id === "new" ? null : (editable.find((each) => each.id === id) ?? notFound())
  return { scope, asked, question }
}

export async function generateMetadata(props: QuestionPageProps): Promise<Metadata> {
  const { scope, question } = await loadQuestions(props)
  const t = await getTranslations("editor.question")
  return { title: `${question ? t("edit_title") : t("new_title")} · ${scope.event.title}` }
}

function initialState(question: EditableQuestion | null, timeZone: string): FormState {
  const values = question
    ? questionValues(question, languages, timeZone)
    : { stage: ["profile"], option_value: [""], option_label: [""] }
  const seen = JSON.stringify(fingerprints(joinOptions(values, languages), questionFieldNames(languages)))
  const blank = Array.from({ length: blankRows }, () => "")
  const rows = {
    option_value: [...(values.option_value ?? []), ...blank],
    option_label: [...(values.option_label ?? []), ...blank],
  }
  return { ...initialFormState, values: { ...values, ...rows, seen: [seen] } }
}

/** One question; `new` is the one that is not there yet. */
export default async function QuestionPage(props: QuestionPageProps) {
  const { scope, asked, question } = await loadQuestions(props)
  const { slug, timeZone } = scope.event
  const t = await getTranslations("editor.question")
  const messages = await getMessages()
  const id = question?.id ?? null
  const others = asked.filter((each) => each.id !== id)
  const earlier = question ? others.filter(({ position }) => position < question.position) : others
  const title = question ? t("edit_title") : t("new_title")
  return (
    <OrganizerPage
      scope={scope}
      event={scope.event}
      current="questions"
      title={title}
      messages={{ editor: { question: { option: messages.editor.question.option } } }}
    >
      <div className="max-w-[40rem]">
        <QuestionForm
          action={saveQuestionAction.bind(null, slug, id)}
          initial={initialState(question, timeZone)}
          labels={await loadQuestionLabels(namedLanguages)}
          languages={translationsOf(scope.event)}
          timeZone={timeZone}
          fieldOptions={await loadFieldOptions(others)}
          conditions={await loadConditions(earlier)}
          fixedOptions={question?.options.map(({ value }) => value) ?? []}
          cancelHref={`/organizer/${slug}/questions`}
        />
        {id && (
          <section className="mt-10 border-line border-t pt-4">
            <h2 className="text-20">{t("remove.title")}</h2>
            <p className="mt-1 mb-3 text-ink-2">{t("remove.body")}</p>
            <ActionButtons
              action={removeQuestionAction.bind(null, slug, id)}
              name="remove"
              buttons={[{ value: "yes", label: t("remove.submit") }]}
            />
          </section>
        )}
      </div>
    </OrganizerPage>
  )
}
