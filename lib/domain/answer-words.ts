import { choiceSeparator } from "./answers"
import { countryName } from "./country"
import { fullDate } from "./event-time"
import { languageTag } from "./language"
import { isSensitive, type Question } from "./question"

/** `dates`: the locale of dates, where it says more than the language. */
type Reader = { language: string; dates?: string; yes: string; no: string }

/** An answer in the reader's language, of a question that is in it. Sensitive ones come masked and stay so. */
export function answerWords(
  question: Question,
  answer: string,
  { language, dates = language, yes, no }: Reader,
): string {
  if (isSensitive(question)) return answer
  switch (question.type) {
    case "single_choice":
    case "multiple_choice": {
      const values = question.type === "multiple_choice" ? answer.split(choiceSeparator) : [answer]
      const labels = values.map(
        (value) => question.options.find((option) => option.value === value)?.label ?? value,
      )
      return new Intl.ListFormat(languageTag(language)).format(labels)
    }
    case "yes_no":
      return answer === "yes" ? yes : answer === "no" ? no : answer
    case "date": {
      const date = new Date(`${answer}T00:00:00Z`)
      if (Number.isNaN(date.getTime())) return answer
      return fullDate(date, "UTC", dates)
    }
    case "country":
      return countryName(answer, language) ?? answer
    default:
      return answer
  }
}
