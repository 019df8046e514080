import { choiceSeparator, maxAnswerLength } from "./answers"
import { isSensitive, offeredOptions, type Question } from "./question"

/** No passport number or tax id is longer, the dots and dashes people write into it included. */
const longestIdentifier = 20

/** E.164: a plus and fifteen digits. */
const longestPhone = 16

/** As long as the longest name of a country in English. */
const longestCountry = 44

/** How many characters the longest answer to a question has, as GATE stores it, before it is encrypted. */
export function longestAnswer(question: Pick<Question, "type" | "field" | "options">): number {
  if (isSensitive(question)) return longestIdentifier
  const values = offeredOptions(question).map(({ value }) => value)
  switch (question.type) {
    case "short_text":
    case "long_text":
      return maxAnswerLength
    case "single_choice":
      return Math.max(...values.map(({ length }) => length))
    case "multiple_choice":
      return values.join(choiceSeparator).length
    case "yes_no":
      return "yes".length
    case "date":
      return "2027-05-14".length
    case "phone":
      return longestPhone
    case "country":
      return question.field === "country" ? longestCountry : 2
    case "whole_number":
      return "-999999999".length
  }
}
