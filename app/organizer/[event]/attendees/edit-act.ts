import { getLocale, getTranslations } from "next-intl/server"
import { answerText } from "@/components/profile/answer-text"
import type { FormResult } from "@/lib/actions/form-action"
import type { Choice } from "@/lib/actions/state"
import { editableQuestions, readAttendee } from "@/lib/desk/detail"
import { editAnswers } from "@/lib/desk/edit-answers"
import { seenName } from "@/lib/domain/conflict"
import { dayAndTime } from "@/lib/domain/event-time"
import { isSensitive, localiseQuestion, type Question } from "@/lib/domain/question"
import { loadFormWords } from "@/lib/i18n/form-words"
import { parseAnswersForm } from "@/lib/profile/answers-form"
import type { AnswerConflict } from "@/lib/profile/compare-answers"
import type { SaveResult } from "@/lib/profile/save-answers"
import type { Acting } from "./acting"

type Saved = Extract<SaveResult, { seen: object }>

async function describeChoice(
  question: Question,
  timeZone: string,
  conflict: AnswerConflict,
): Promise<Choice> {
  const t = await getTranslations("person.choice")
  const { theirs, ours, changedAt } = conflict
  const text = async (answer: string | null) =>
    answer === null ? t("nothing") : answerText(question, answer)
  const at = changedAt && dayAndTime(changedAt, timeZone, await getLocale())
  return {
    note: at ? t("note_at", { at }) : t("note"),
    theirs: t("theirs", { answer: await text(theirs) }),
    ours: t("ours", { answer: await text(ours) }),
  }
}

async function savedNotice(result: Saved): Promise<FormResult> {
  const t = await getTranslations("person.done")
  const isWaiting = result.kind === "waiting" && result.saved.length > 0
  const said = isWaiting ? "saved_waiting" : result.saved.length > 0 ? "saved" : "unchanged"
  return { notice: { title: t(`${said}`), body: "" } }
}

/**
 * Saves what was typed for an attendee. What can be saved is saved; what GATE refused, what is no answer, and what
 * somebody else changed meanwhile comes back at its field.
 */
export async function editAct({ context, scope, id, form }: Acting): Promise<FormResult> {
  const t = await getTranslations("person")
  const gone: FormResult = { failure: { title: t("failed.title"), body: t("failed.gone") } }
  const detail = await readAttendee(context, scope, id)
  if (!detail) return gone
  const language = await getLocale()
  const questions = editableQuestions(detail, scope).map((question) => localiseQuestion(question, language))
  const country = detail.questions.find(({ field }) => field === "country")
  // What nobody has answered yet may stay open: an organizer mends one answer and does not know the others.
  const asked = questions.map((question) =>
    question.key in detail.answers ? question : { ...question, required: false },
  )
  const parsed = parseAnswersForm(form, asked, {
    now: context.clock(),
    country: (country && detail.answers[country.key]) ?? null,
    answered: detail.answers,
  })
  const result = await editAnswers(context, scope, id, parsed.submission)
  if (result.kind === "removed" || result.kind === "closed") return gone
  const words = await loadFormWords(Object.fromEntries(questions.map(({ key, label }) => [key, label])))
  const issues = words.issues(parsed.issues)
  const choices: Record<string, Choice> = {}
  const undecided = parsed.undecided.map(({ key, ours }) => ({
    key,
    theirs: detail.answers[key] ?? null,
    ours,
    changedAt: null,
  }))
  for (const conflict of [...result.conflicts, ...undecided]) {
    const question = questions.find(({ key }) => key === conflict.key)
    if (!question) continue
    const { key, label } = question
    issues[key] = isSensitive(question) ? t("choice.sensitive", { label }) : t("choice.ask", { label })
    if (!isSensitive(question)) choices[key] = await describeChoice(question, scope.event.timeZone, conflict)
  }
  for (const key of result.refused) {
    const label = questions.find((question) => question.key === key)?.label ?? key
    issues[key] = t("choice.refused", { label })
  }
  if (Object.keys(issues).length === 0) return savedNotice(result)
  const seen = Object.entries(result.seen).map(([key, print]) => [seenName(key), [print]])
  return { issues, choices, values: Object.fromEntries(seen) }
}
