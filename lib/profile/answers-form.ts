import { type AnswerContext, type Answers, parseAnswers } from "@/lib/domain/answers"
import { choiceName, readDecision, seenName } from "@/lib/domain/conflict"
import type { Issues } from "@/lib/domain/issue"
import { isSensitive, type Question } from "@/lib/domain/question"
import type { Submission } from "./compare-answers"
import { readQuestion } from "./question-input"

export type AnswersForm = {
  /** Keys of the questions that were on the form. */
  shown: string[]
  submission: Submission
  issues: Issues
  /** Questions left open. */
  blank: string[]
  /** Questions with two answers of which nobody has chosen one yet, and what this form says to each. */
  undecided: { key: string; ours: string | null }[]
}

/**
 * Reads the answers to `questions` from a form. A question whose fingerprint is not in the form was not on it, and one
 * where the other answer was chosen is left as it is. A blank sensitive field changes nothing, so one that has an
 * answer (`answered`) may be blank although it is required.
 */
export function parseAnswersForm(
  form: FormData,
  questions: Question[],
  context: AnswerContext & { answered: Answers },
): AnswersForm {
  const shown = questions.filter(({ key }) => form.has(seenName(key)))
  const decisionOn = ({ key }: Question) => {
    const name = choiceName(key)
    return readDecision(form.has(name) ? form.getAll(name).map(String) : undefined)
  }
  const read = (question: Question) => readQuestion(form, question)
  const open = shown.filter((question) => decisionOn(question) === "open")
  const typed = parseAnswers(open, read, context).answers
  const undecided = open.map(({ key }) => ({ key, ours: typed[key] ?? null }))
  const asked = shown
    .filter((question) => [null, "ours"].includes(decisionOn(question)))
    .map((question) =>
      isSensitive(question) && question.key in context.answered ? { ...question, required: false } : question,
    )
  const { answers, spellings, issues } = parseAnswers(asked, read, context)
  const submission: Submission = {}
  const blank: string[] = []
  for (const question of asked) {
    const { key } = question
    if (issues[key]) continue
    const answer = answers[key] ?? null
    if (answer === null) blank.push(key)
    if (answer === null && isSensitive(question)) continue
    submission[key] = { answer, typed: spellings[key], seen: String(form.get(seenName(key))) }
  }
  return { shown: shown.map(({ key }) => key), submission, issues, blank, undecided }
}
