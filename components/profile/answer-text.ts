import { getLocale, getTranslations } from "next-intl/server"
import { answerWords } from "@/lib/domain/answer-words"
import type { SpelledAnswers } from "@/lib/domain/answers"
import type { Question } from "@/lib/domain/question"

/** An answer in the language of the request. Sensitive ones come masked and stay so. */
export async function answerText(question: Question, answer: string): Promise<string> {
  const t = await getTranslations("common")
  return answerWords(question, answer, { language: await getLocale(), yes: t("yes"), no: t("no") })
}

/** The same as its person spelled it, or null when there is no answer. */
export async function spelledText(
  question: Question,
  { answers, spellings }: SpelledAnswers,
): Promise<string | null> {
  const answer = answers[question.key]
  if (answer === undefined) return null
  return spellings[question.key] ?? answerText(question, answer)
}
