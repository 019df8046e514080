import { getFormatter, getLocale, getTranslations } from "next-intl/server"
import { choiceSeparator, type SpelledAnswers } from "@/lib/domain/answers"
import { countryName } from "@/lib/domain/country"
import { dateRange } from "@/lib/domain/event-time"
import { internationalPhone } from "@/lib/domain/phone"
import { isSensitive, type Question } from "@/lib/domain/question"

/** An answer in the reader's language. Sensitive ones come masked and stay so. */
export async function answerText(question: Question, answer: string): Promise<string> {
  if (isSensitive(question)) return answer
  switch (question.type) {
    case "single_choice":
    case "multiple_choice": {
      const values = question.type === "multiple_choice" ? answer.split(choiceSeparator) : [answer]
      const labels = values.map(
        (value) => question.options.find((option) => option.value === value)?.label ?? value,
      )
      return (await getFormatter()).list(labels)
    }
    case "yes_no": {
      const t = await getTranslations("common")
      return answer === "yes" || answer === "no" ? t(answer === "yes" ? "yes" : "no") : answer
    }
    case "date": {
      const date = new Date(`${answer}T00:00:00Z`)
      if (Number.isNaN(date.getTime())) return answer
      return dateRange({ startsAt: date, endsAt: date, timeZone: "UTC" }, await getLocale())
    }
    case "country":
      return countryName(answer, await getLocale()) ?? answer
    default:
      return answer
  }
}

/**
 * The same as its person spelled it, or null when there is no answer. A phone number that was typed without its prefix is
 * shown as it is stored as well.
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
