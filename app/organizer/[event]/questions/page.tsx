import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { DoneNotice } from "@/components/organizer/editor/done-notice"
import { loadQuestionRows } from "@/components/organizer/editor/load-question-rows"
import { NothingYet } from "@/components/organizer/editor/nothing-yet"
import { QuestionList } from "@/components/organizer/editor/question-list"
import { OrganizerPage } from "@/components/organizer/organizer-page"
import { buttonLook } from "@/components/ui/button-look"
import { listQuestions } from "@/lib/db/queries/question-editor"
import { loadEventScope } from "@/lib/loaders/organizer"
import { allows } from "@/lib/organizers/scope"
import { runtime } from "@/lib/runtime"
import { moveQuestionAction } from "./actions"

type Search = { done?: string | string[]; moved?: string | string[]; to?: string | string[] }

type QuestionsPageProps = { params: Promise<{ event: string }>; searchParams: Promise<Search> }

export async function generateMetadata({ params }: QuestionsPageProps): Promise<Metadata> {
  const { event } = await loadEventScope((await params).event)
  return { title: `${(await getTranslations("editor.question"))("list_title")} · ${event.title}` }
}

export default async function QuestionsPage({ params, searchParams }: QuestionsPageProps) {
  const scope = await loadEventScope((await params).event)
  const { slug, id } = scope.event
  const t = await getTranslations("editor.question")
  const { done, moved, to } = await searchParams
  const questions = await listQuestions((await runtime()).db, id)
  const asked = questions.filter(({ archivedAt }) => archivedAt === null)
  const removed = questions.filter(({ archivedAt }) => archivedAt !== null)
  const movedQuestion = asked.find((question) => question.id === moved)
  const path = `/organizer/${slug}/questions`
  const mayEdit = allows(scope, "edit")
  const text = movedQuestion
    ? t("done.moved", { label: movedQuestion.label })
    : done === "saved" || done === "removed" || done === "gone"
      ? t(`done.${done}`)
      : null
  const actions = (
    <>
      <a href={`${path}/registry`}>{t("registry")}</a>
      <a href={`/organizer/${slug}/preview`}>{t("preview")}</a>
      {mayEdit && (
        <a href={`${path}/new`} className={buttonLook.first}>
          {t("add")}
        </a>
      )}
    </>
  )
  return (
    <OrganizerPage
      scope={scope}
      event={scope.event}
      current="questions"
      title={t("list_title")}
      actions={actions}
    >
      {text && <DoneNotice text={text} />}
      {asked.length === 0 ? (
        <NothingYet
          title={t("empty.title")}
          body={t("empty.body")}
          sample={[t("empty.sample"), t("type.multiple_choice"), "custom_field_1"]}
        />
      ) : (
        <QuestionList
          rows={await loadQuestionRows(asked)}
          path={path}
          {...(mayEdit && { move: moveQuestionAction.bind(null, slug) })}
          {...(movedQuestion && { moved: { id: movedQuestion.id, to: String(to) } })}
        />
      )}
      {removed.length > 0 && (
        <section className="mt-8">
          <h2 className="mb-1 text-16 font-semibold">{t("removed")}</h2>
          <p className="mb-2 text-13 text-ink-2">{t("removed_hint")}</p>
          <QuestionList rows={await loadQuestionRows(removed)} path={path} />
        </section>
      )}
    </OrganizerPage>
  )
}
