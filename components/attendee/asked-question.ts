import type { Option } from "@/components/ui/select"
import { listCountries } from "@/lib/domain/country"
import type { AnswerField, Question } from "@/lib/domain/question"

export type AskedControl =
  | "text"
  | "textarea"
  | "tel"
  | "number"
  | "date"
  | "radios"
  | "select"
  | "checkboxes"

/**
 * A question as a form shows it. Made on the server: the list of countries must be the server's (a browser's `Intl`
 * may name them otherwise, and React would throw the page away), and GATE's field names are nobody's business.
 */
export type AskedQuestion = {
  key: string
  label: string
  hint: string | null
  required: boolean
  control: AskedControl
  options: Option[]
  autoComplete?: string
}

const mostRadios = 6

/** What browsers know of a person, by the GATE field it goes to (WCAG 1.3.5). */
const autoCompleteTokens: Partial<Record<AnswerField, string>> = {
  birthday: "bday",
  telephone: "tel",
  address: "street-address",
  city: "address-level2",
  state: "address-level1",
  postal_code: "postal-code",
  country: "country",
  company: "organization",
}

const yesAndNo: Option[] = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
]

function controlOf({ type, options }: Question): { control: AskedControl; options: Option[] } {
  switch (type) {
    case "short_text":
      return { control: "text", options: [] }
    case "long_text":
      return { control: "textarea", options: [] }
    case "single_choice":
      return { control: options.length > mostRadios ? "select" : "radios", options }
    case "multiple_choice":
      return { control: "checkboxes", options }
    case "yes_no":
      return { control: "radios", options: yesAndNo }
    case "date":
      return { control: "date", options: [] }
    case "phone":
      return { control: "tel", options: [] }
    case "country":
      return {
        control: "select",
        options: listCountries().map(({ code, name }) => ({ value: code, label: name })),
      }
    case "whole_number":
      return { control: "number", options: [] }
  }
}

/** The control, options and autocomplete token for a question. */
export function askedQuestion(question: Question): AskedQuestion {
  const { key, label, hint, required, type, field } = question
  const autoComplete = autoCompleteTokens[field] ?? (type === "phone" ? "tel" : undefined)
  return { key, label, hint, required, ...controlOf(question), autoComplete }
}
