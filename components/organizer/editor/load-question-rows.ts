import { getFormatter, getTranslations } from "next-intl/server"
import type { Question } from "@/lib/domain/question"
import type { QuestionRow } from "./question-list"

/** A condition in words: the other question and the answers that lead here. */
async function conditionNote({ showIf }: Question, questions: Question[]): Promise<string[]> {
  const source = showIf && questions.find(({ key }) => key === showIf.key)
  if (!source) return []
  const t = await getTranslations("editor.question")
  const common = await getTranslations("common")
  const yesNo: Record<string, string> = { yes: common("yes"), no: common("no") }
  const labels = showIf.values.map(
    (value) => source.options.find((option) => option.value === value)?.label ?? yesNo[value] ?? value,
  )
  return [
    t("only_if", {
      label: source.label,
      values: (await getFormatter()).list(labels, { type: "disjunction" }),
    }),
  ]
}

/** Questions as lines of the editor's list. */
export async function loadQuestionRows(questions: Question[]): Promise<QuestionRow[]> {
  const t = await getTranslations("editor.question")
  return Promise.all(
    questions.map(async (question) => ({
      id: question.id,
      label: question.label,
      type: t(`type.${question.type}`),
      field: question.field,
      stage: t(`stage.${question.stage}`),
      notes: [
        ...(question.required ? [t("required")] : []),
        ...(await conditionNote(question, questions)),
        ...(question.atDoor ? [t("shown_at_door")] : []),
      ],
    })),
  )
}
