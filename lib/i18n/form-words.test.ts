import { describe, expect, test } from "vitest"
import { errorCodes } from "@/lib/domain/errors"
import { attendeeIssueCodes, type Issue } from "@/lib/domain/issue"
import { loadFormWords } from "./form-words"

const labels = { team: "Your team?", born: "Born", mobile: "Mobile", country: "Country", age: "Age" }

const cases: [string, Issue, string][] = [
  ["first_name", { code: "required" }, "Enter your first name"],
  ["email", { code: "required" }, "Enter your email address"],
  ["code", { code: "required" }, "Enter the 6-digit code"],
  ["team", { code: "required" }, "Answer “Your team?”"],
  ["last_name", { code: "too_long", limit: 150 }, "Last name must be 150 characters or less"],
  ["team", { code: "too_long", limit: 255 }, "Your answer to “Your team?” must be 255 characters or less"],
  ["email", { code: "not_an_email" }, "Enter an email address in the correct format, like name@example.com"],
  ["team", { code: "not_an_option" }, "Choose one of the answers offered for “Your team?”"],
  ["born", { code: "not_a_date" }, "“Born” must be a real date, like 27 3 1994"],
  ["born", { code: "incomplete_date" }, "“Born” must include a day, a month and a year"],
  ["born", { code: "date_in_future" }, "“Born” must be in the past"],
  [
    "mobile",
    { code: "not_a_phone" },
    "“Mobile” must be a phone number with its country code, like +49 30 901820",
  ],
  [
    "mobile",
    { code: "phone_without_prefix", offer: { country: "DE", number: "+49 30 901820" } },
    "“Mobile” needs its country code. If it’s a local number (Germany), enter +49 30 901820",
  ],
  ["country", { code: "not_a_country" }, "Choose a country from the list for “Country”"],
  ["age", { code: "not_a_whole_number" }, "“Age” must be a whole number, like 12"],
  ["age", { code: "too_small", limit: 0 }, "“Age” must be 0 or more"],
  ["age", { code: "too_large", limit: 130 }, "“Age” must be 130 or less"],
  ["accept_terms", { code: "terms_not_accepted" }, "Accept the terms to get a ticket"],
]

describe("words for faults", () => {
  test.each(cases)("%s with %o reads “%s”", async (name, issue, expected) => {
    const words = await loadFormWords(labels)

    expect(words.issues({ [name]: issue })).toEqual({ [name]: expected })
  })

  test("every code of a field is covered here", () => {
    const covered = new Set(cases.map(([, issue]) => issue.code))

    expect(attendeeIssueCodes.filter((code) => !covered.has(code))).toEqual([])
  })

  test.each(errorCodes)("%s says what happened and what to do, with no blame and no jargon", async (code) => {
    const { issues, failure } = (await loadFormWords()).failure(code)

    const title = failure?.title ?? issues.code
    expect(title).toMatch(/^[A-Z].*[^.]$/)
    expect(failure?.body).toMatch(/^[A-Z].*\.$/)
    expect(`${title} ${failure?.body}`).not.toMatch(
      /please|sorry|invalid|oops|error|token|server|database|GATE/i,
    )
  })

  test.each([
    [1, "1 minute"],
    [59_999, "1 minute"],
    [60_001, "2 minutes"],
    [12 * 60_000, "12 minutes"],
    [90 * 60_000, "90 minutes"],
    [91 * 60_000, "2 hours"],
    [24 * 60 * 60_000, "24 hours"],
  ])("a wait of %i ms is %s", async (waitMs, expected) => {
    const { failure } = (await loadFormWords()).failure("too_many_codes", waitMs)

    expect(failure?.body).toContain(`Try again in ${expected}.`)
  })

  test("a fault of the code stands at the code's field, any other at the top", async () => {
    const words = await loadFormWords()

    expect(words.failure("code_wrong").issues).toEqual({ code: "That is not the code we sent" })
    expect(words.failure("event_full").issues).toEqual({})
  })
})
