import { describe, expect, test } from "vitest"
import type { Question } from "@/lib/domain/question"
import { parseEmailForm, parseRegistrationForm } from "./registration-form"

const submission = "0197f3c2-6f1e-7a30-9c57-2b1d8e4a9f01"
const freshId = "0197f3c2-6f1e-7a30-9c57-2b1d8e4a9f02"

const question = (overrides: Partial<Question>): Question => ({
  id: "1",
  key: "meal",
  label: "Meal",
  hint: null,
  why: null,
  needBy: null,
  showIf: null,
  atDoor: false,
  translations: {},
  type: "short_text",
  required: true,
  options: [],
  stage: "registration",
  field: "custom_field_1",
  ...overrides,
})

type Fields = Record<string, string | string[]>

const complete: Fields = {
  submission,
  first_name: "Ana",
  last_name: "Reyes",
  email: "ana@example.org",
  accept_terms: "yes",
  meal: "vegan",
}

function parse(changes: Fields = {}, { isSignedIn = false, questions = [question({})], known = {} } = {}) {
  const form = new FormData()
  for (const [name, values] of Object.entries({ ...complete, ...changes }))
    for (const value of [values].flat()) form.append(name, value)
  const now = new Date("2027-01-10T12:00:00Z")
  return parseRegistrationForm(form, {
    questions,
    known,
    isSignedIn,
    now,
    country: null,
    newId: () => freshId,
  })
}

const issuesOf = (result: ReturnType<typeof parse>) => (result.ok ? {} : result.issues)

test("a complete form is read in its canonical form", () => {
  const result = parse({ first_name: "  Ana\t María ", email: " Ana＠Example.org " })

  expect(result).toEqual({
    ok: true,
    input: {
      submissionId: submission,
      firstName: "Ana María",
      lastName: "Reyes",
      email: "ana@example.org",
      answers: { meal: "vegan" },
      spellings: {},
    },
  })
})

test.each<[string, Fields, object]>([
  ["no first name", { first_name: " " }, { first_name: { code: "required" } }],
  [
    "a first name of spaces nobody sees",
    { first_name: "\u00a0\u2003" },
    { first_name: { code: "required" } },
  ],
  [
    "a first name of 101 characters",
    { first_name: "é".repeat(101) },
    { first_name: { code: "too_long", limit: 100 } },
  ],
  [
    "a last name of 101 characters",
    { last_name: "x".repeat(101) },
    { last_name: { code: "too_long", limit: 100 } },
  ],
  ["no address", { email: "" }, { email: { code: "required" } }],
  ["two addresses", { email: "a@example.org, b@example.org" }, { email: { code: "not_an_email" } }],
  [
    "an address with a second header",
    { email: "a@example.org\r\nBcc: b@example.org" },
    { email: { code: "not_an_email" } },
  ],
  ["terms not accepted", { accept_terms: "" }, { accept_terms: { code: "terms_not_accepted" } }],
  [
    "terms answered with something else",
    { accept_terms: "on" },
    { accept_terms: { code: "terms_not_accepted" } },
  ],
  ["a required answer left out", { meal: "" }, { meal: { code: "required" } }],
])("%s is refused at its field", (_, changes, expected) => {
  expect(issuesOf(parse(changes))).toEqual(expected)
})

test("everything wrong is named at once", () => {
  const issues = issuesOf(parse({ first_name: "", email: "x", accept_terms: "", meal: "" }))

  expect(Object.keys(issues).sort()).toEqual(["accept_terms", "email", "first_name", "meal"])
})

test.each<[string, Fields]>([
  ["no last name", { last_name: "" }],
  ["a first name of 100 emoji", { first_name: "😀".repeat(100) }],
  ["fields nobody asked for", { step: "finished", personId: "1", __proto__: "x", gateUserId: "1" }],
  ["a second value of a field", { first_name: ["Ana", "Mallory"] }],
])("%s is fine", (_, changes) => {
  expect(parse(changes).ok).toBe(true)
})

test("characters that no database takes are left out of names", () => {
  const result = parse({ first_name: "An\u0000a", last_name: "\u0007Reyes\u007f" })

  expect(result).toMatchObject({ ok: true, input: { firstName: "Ana", lastName: "Reyes" } })
})

test.each(["", "1", "not-a-uuid", `${submission}'--`])(
  "the tampered submission id %j is replaced",
  (tampered) => {
    expect(parse({ submission: tampered })).toMatchObject({ ok: true, input: { submissionId: freshId } })
  },
)

test("somebody who has signed in is not asked for an address, and cannot send one", () => {
  expect(parse({ email: "mallory@example.net" }, { isSignedIn: true })).toMatchObject({
    ok: true,
    input: { email: null },
  })
})

test("a date is read from its three parts", () => {
  const born = question({ key: "born", type: "date", field: "birthday" })

  const result = parse({ "born.day": "1", "born.month": "2", "born.year": "1990" }, { questions: [born] })

  expect(result).toMatchObject({ ok: true, input: { answers: { born: "1990-02-01" } } })
})

test("a file in place of text counts as nothing", () => {
  const form = new FormData()
  form.append("first_name", new Blob(["x"]), "x.txt")

  const result = parseRegistrationForm(form, {
    questions: [],
    known: {},
    isSignedIn: true,
    now: new Date(0),
    country: null,
    newId: () => freshId,
  })

  expect(issuesOf(result)).toMatchObject({ first_name: { code: "required" } })
})

describe("the address alone", () => {
  const parseEmail = (email?: string) => {
    const form = new FormData()
    if (email !== undefined) form.append("email", email)
    return parseEmailForm(form)
  }

  test.each([
    ["Ana@example.org ", { ok: true, input: "ana@example.org" }],
    ["", { ok: false, issues: { email: { code: "required" } } }],
    [undefined, { ok: false, issues: { email: { code: "required" } } }],
    ["ana", { ok: false, issues: { email: { code: "not_an_email" } } }],
  ])("%j is %j", (email, expected) => {
    expect(parseEmail(email)).toEqual(expected)
  })
})

describe("a question another answer calls for", () => {
  const questions = [
    question({ key: "dinner", type: "yes_no", field: "custom_field_2" }),
    question({ key: "dish", showIf: { key: "dinner", values: ["yes"] }, field: "custom_field_3" }),
    question({ key: "spice", showIf: { key: "dish", values: ["curry"] }, field: "custom_field_4" }),
  ]

  test("is required when it does", () => {
    const result = parse({ dinner: "yes", dish: "curry" }, { questions })

    expect(issuesOf(result)).toEqual({ spice: { code: "required" } })
  })

  test("is neither required nor kept when it does not, nor is what depends on it", () => {
    const result = parse({ dinner: "no", dish: "curry", spice: "hot" }, { questions })

    expect(result).toMatchObject({ ok: true, input: { answers: { dinner: "no" } } })
    expect(result.ok && Object.keys(result.input.answers)).toEqual(["dinner"])
  })

  test("is not asked for while the answer it hangs on is missing", () => {
    expect(issuesOf(parse({}, { questions }))).toEqual({ dinner: { code: "required" } })
  })

  test("may hang on an answer that was known before", () => {
    const result = parse({ dish: "soup" }, { questions: questions.slice(1), known: { dinner: "yes" } })

    expect(result).toMatchObject({ ok: true, input: { answers: { dish: "soup" } } })
  })
})

test("an answer that was filled in and comes back as it was shown is not entered, a changed one is", () => {
  const known = { meal: "newer" }
  const entered = (changes: Fields, given: Record<string, string> = known) => {
    const result = parse(changes, { isSignedIn: true, known: given })
    return result.ok ? result.input.answers : null
  }

  expect(entered({ meal: "vegan", "meal.seen": "vegan" })).toEqual({})
  expect(entered({ meal: "none", "meal.seen": "vegan" })).toEqual({ meal: "none" })
  // Nothing is known any more: what the form shows is what counts.
  expect(entered({ meal: "vegan", "meal.seen": "vegan" }, {})).toEqual({ meal: "vegan" })
})
