import { getLocale, getTranslations } from "next-intl/server"
import type { Option } from "@/components/ui/select"
import { listCountries } from "@/lib/domain/country"
import { type AnswerField, offeredOptions, type Question, type ShowIf } from "@/lib/domain/question"
import { type AnswerPromise, answerPromise, type Promising } from "./answer-promise"

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
 * A question as a form shows it, in the reader's language. Made on the server: the list of countries must be the
 * server's (a browser's `Intl` may name them otherwise, and React would throw the page away), and GATE's field names
 * are nobody's business.
 */
export type AskedQuestion = {
  key: string
  /** Says that it is optional where no answer is needed. */
  label: string
  hint: string | null
  control: AskedControl
  options: Option[]
  /** The answer to another question that calls for this one. */
  showIf: ShowIf | null
  autoComplete?: string | undefined
  promise?: AnswerPromise | undefined
}

type AskedFor = {
  /** ISO code to offer to somebody who has not answered: nobody's answer until they choose it. */
  suggestedCountry?: string | null
  /** Who tells what becomes of the answer; absent: nobody has to be told. */
  promisedBy?: Promising
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
  job_title: "organization-title",
  phone_extension: "tel-extension",
}

function controlOf(question: Question): AskedControl {
  switch (question.type) {
    case "short_text":
      return "text"
    case "long_text":
      return "textarea"
    case "single_choice":
      return offeredOptions(question).length > mostRadios ? "select" : "radios"
    case "multiple_choice":
      return "checkboxes"
    case "yes_no":
      return "radios"
    case "date":
      return "date"
    case "phone":
      return "tel"
    case "country":
      return "select"
    case "whole_number":
      return "number"
  }
}

/** All countries, with the suggested one first and marked as what it is. */
async function countryOptions(suggested: string | null): Promise<Option[]> {
  const t = await getTranslations("common")
  const all = listCountries(await getLocale()).map(({ code, name }) => ({ value: code, label: name }))
  const isSuggested = ({ value }: Option) => value === suggested
  const first = all
    .filter(isSuggested)
    .map(({ value, label }) => ({ value, label: t("suggested", { label }) }))
  return [...first, ...all.filter((option) => !isSuggested(option))]
}

async function optionsOf(question: Question, suggestedCountry: string | null): Promise<Option[]> {
  const { type } = question
  if (type === "country") return countryOptions(suggestedCountry)
  if (type !== "yes_no") return offeredOptions(question).map(({ value, label }) => ({ value, label }))
  const t = await getTranslations("common")
  return [
    { value: "yes", label: t("yes") },
    { value: "no", label: t("no") },
  ]
}

/**
 * The control, options and autocomplete token for a question whose own words are translated already; the hint says what
 * the organizer wrote and why it is asked.
 */
export async function askedQuestion(
  question: Question,
  { suggestedCountry = null, promisedBy }: AskedFor = {},
): Promise<AskedQuestion> {
  const { key, type, field, showIf } = question
  const hint = [question.hint, question.why].filter(Boolean).join("\n") || null
  const t = await getTranslations("common")
  const label = question.required ? question.label : t("optional", { label: question.label })
  const autoComplete = autoCompleteTokens[field] ?? (type === "phone" ? "tel" : undefined)
  const options = await optionsOf(question, suggestedCountry)
  const promise = promisedBy && (await answerPromise(question, promisedBy))
  return { key, label, hint, control: controlOf(question), options, showIf, autoComplete, promise }
}
