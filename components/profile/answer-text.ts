import { getLocale, getTranslations } from "next-intl/server"
import { getDateLocale } from "@/components/attendee/date-locale"
import { answerWords } from "@/lib/domain/answer-words"
import type { SpelledAnswers } from "@/lib/domain/answers"
import { internationalPhone } from "@/lib/domain/phone"
import type { Question } from "@/lib/domain/question"

/** An answer in the language of the request. Sensitive ones come masked and stay so. */
export async function answerText(question: Question, answer: string): Promise<string> {
  const t = await getTranslations("common")
  const reader = { language: await getLocale(), dates: await getDateLocale() }
  return answerWords(question, answer, { ...reader, yes: t("yes"), no: t("no") })
}

/**
 * The same as its person spelled it, or null when there is no answer. A phone number that was typed without its prefix
 * is shown as it is stored as well.
 */
export async function spelledText(
  question: Question,
  { answers, spellings }: SpelledAnswers,
): Promise<string | null> {
  const answer = answers[question.key]
  if (answer === undefined) return null
  const spelling = spellings[question.key]
  if (spelling === undefined) return answerText(question, answer)
  const isNational = question.type === "phone" && !/^\s*(\+|00)/.test(spelling)
  return isNational ? `${spelling} (${internationalPhone(answer)})` : spelling
}
