import { describe, expect, test } from "vitest"
import { errorCodes, type FieldIssue, fieldIssueCodes } from "@/lib/domain/errors"
import { errorText } from "./error-text"
import { issueText } from "./issue-text"

const cases: [string, FieldIssue, string][] = [
  ["First name", { code: "required" }, "Enter your first name"],
  ["Email address", { code: "required" }, "Enter your email address"],
  ["6-digit code", { code: "required" }, "Enter the 6-digit code"],
  ["Your team?", { code: "required" }, "Answer “Your team?”"],
  ["Last name", { code: "too_long", limit: 150 }, "Last name must be 150 characters or less"],
  [
    "Your team?",
    { code: "too_long", limit: 255 },
    "Your answer to “Your team?” must be 255 characters or less",
  ],
  [
    "Email address",
    { code: "not_an_email" },
    "Enter an email address in the correct format, like name@example.com",
  ],
  ["Track", { code: "not_an_option" }, "Choose one of the answers offered for “Track”"],
  ["Born", { code: "not_a_date" }, "“Born” must be a real date, like 27 3 1994"],
  ["Born", { code: "incomplete_date" }, "“Born” must include a day, a month and a year"],
  ["Born", { code: "date_in_future" }, "“Born” must be in the past"],
  [
    "Mobile",
    { code: "not_a_phone" },
    "“Mobile” must be a phone number with its country code, like +49 30 901820",
  ],
  ["Country", { code: "not_a_country" }, "Choose a country from the list for “Country”"],
  ["Age", { code: "not_a_whole_number" }, "“Age” must be a whole number, like 12"],
  ["Age", { code: "too_small", limit: 0 }, "“Age” must be 0 or more"],
  ["Age", { code: "too_large", limit: 130 }, "“Age” must be 130 or less"],
  ["I accept the terms", { code: "terms_not_accepted" }, "Accept the terms to get a ticket"],
]

describe("words for faults", () => {
  test.each(cases)("%s with %o reads “%s”", (label, issue, expected) => {
    const text = issueText(label, issue)

    expect(text).toBe(expected)
  })

  test("every code of a field has been given its sentence here", () => {
    const covered = new Set(cases.map(([, issue]) => issue.code))

    expect([...covered].sort()).toEqual([...fieldIssueCodes].sort())
  })

  test.each(errorCodes)("%s has a title and a sentence, with no blame and no jargon", (code) => {
    const { title, body } = errorText(code)

    expect(title).toMatch(/^[A-Z].*[^.]$/)
    expect(body).toMatch(/^[A-Z].*\.$/)
    expect(`${title} ${body}`).not.toMatch(/please|sorry|invalid|oops|error|token|server|database|GATE/i)
  })
})
