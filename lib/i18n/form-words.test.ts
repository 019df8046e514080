import { describe, expect, test } from "vitest"
import { errorCodes } from "@/lib/domain/errors"
import { attendeeIssueCodes, type Issue } from "@/lib/domain/issue"
import { loadFormWords } from "./form-words"
import { words } from "./test-words"

const labels = { team: "Your team?", born: "Born", mobile: "Mobile", country: "Country", age: "Age" }

const cases: [string, Issue, string][] = [
  ["first_name", { code: "required" }, "Enter your first name"],
  ["email", { code: "required" }, "Enter your email address"],
  ["code", { code: "required" }, "Enter the 6-digit code"],
  ["team", { code: "required" }, "Answer “Your team?”"],
  [
    "last_name",
    { code: "too_long", limit: 150 },
    words("common.issue.own_too_long", { field: "last_name", limit: 150 }),
  ],
  [
    "team",
    { code: "too_long", limit: 255 },
    words("common.issue.too_long", { label: "Your team?", limit: 255 }),
  ],
  ["email", { code: "not_an_email" }, words("common.issue.not_an_email")],
  ["team", { code: "not_an_option" }, "Choose one of the answers offered for “Your team?”"],
  ["born", { code: "not_a_date" }, words("common.issue.not_a_date", { label: "Born" })],
  ["born", { code: "incomplete_date" }, words("common.issue.incomplete_date", { label: "Born" })],
  ["born", { code: "date_in_future" }, words("common.issue.date_in_future", { label: "Born" })],
  ["mobile", { code: "not_a_phone" }, words("common.issue.not_a_phone", { label: "Mobile" })],
  [
    "mobile",
    { code: "phone_without_prefix", offer: { country: "DE", number: "+49 30 901820" } },
    words("common.issue.phone_without_prefix", {
      label: "Mobile",
      country: "Germany",
      number: "+49 30 901820",
    }),
  ],
  ["country", { code: "not_a_country" }, "Choose a country from the list for “Country”"],
  ["age", { code: "not_a_whole_number" }, words("common.issue.not_a_whole_number", { label: "Age" })],
  ["age", { code: "too_small", limit: 0 }, "“Age” must be 0 or more"],
  ["age", { code: "too_large", limit: 130 }, "“Age” must be 130 or less"],
  ["accept_terms", { code: "terms_not_accepted" }, words("common.issue.terms_not_accepted")],
]

describe("words for faults", () => {
  test.each(cases)("%s with %o reads “%s”", async (name, issue, expected) => {
    const form = await loadFormWords(labels)

    expect(form.issues({ [name]: issue })).toEqual({ [name]: expected })
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
    const form = await loadFormWords()

    expect(form.failure("code_wrong").issues).toEqual({ code: words("common.failure.code_wrong.title") })
    expect(form.failure("event_full").issues).toEqual({})
  })
})
