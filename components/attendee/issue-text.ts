import type { FieldIssue } from "@/lib/domain/errors"

/** The fields every form has, by label: they are named in a sentence of their own rather than quoted as a question. */
const askedFor = new Map([
  ["First name", "Enter your first name"],
  ["Last name", "Enter your last name"],
  ["Email address", "Enter your email address"],
  ["6-digit code", "Enter the 6-digit code"],
])

function lengthText(label: string, limit: number): string {
  const subject = askedFor.has(label) ? label : `Your answer to “${label}”`
  return `${subject} must be ${limit} characters or less`
}

/** The sentence for a refused field, at the field and in the summary. Question labels are arbitrary, so are quoted. */
export function issueText(label: string, { code, limit = 0 }: FieldIssue): string {
  switch (code) {
    case "required":
      return askedFor.get(label) ?? `Answer “${label}”`
    case "too_long":
      return lengthText(label, limit)
    case "not_an_email":
      return "Enter an email address in the correct format, like name@example.com"
    case "not_an_option":
      return `Choose one of the answers offered for “${label}”`
    case "not_a_date":
      return `“${label}” must be a real date, like 27 3 1994`
    case "incomplete_date":
      return `“${label}” must include a day, a month and a year`
    case "date_in_future":
      return `“${label}” must be in the past`
    case "not_a_phone":
      return `“${label}” must be a phone number with its country code, like +49 30 901820`
    case "not_a_country":
      return `Choose a country from the list for “${label}”`
    case "not_a_whole_number":
      return `“${label}” must be a whole number, like 12`
    case "too_small":
      return `“${label}” must be ${limit} or more`
    case "too_large":
      return `“${label}” must be ${limit} or less`
    case "terms_not_accepted":
      return "Accept the terms to get a ticket"
  }
}
