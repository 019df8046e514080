import { expect, test } from "vitest"
import { newQuestionSchema, type Question } from "@/lib/domain/question"
import { question } from "@/lib/testing/profile"
import { parseAnswersForm } from "./answers-form"

const questions: Question[] = [
  question({ key: "company", field: "company" }),
  question({ key: "phone", field: "telephone", type: "phone" }),
  question({ key: "born", field: "birthday", type: "date", required: true }),
  question({ key: "passport", field: "passport_number", why: "The venue asks.", required: true }),
].map((description, index) => ({ id: String(index), ...newQuestionSchema.parse(description) }))

function parse(fields: Record<string, string>, answered = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return parseAnswersForm(form, questions, { now: new Date("2027-01-10"), country: "DE", answered })
}

test("only questions that were on the form are read, each with its fingerprint", () => {
  const { submission, issues } = parse({ company: "Kartoffel", "company.seen": "s", phone: "030 901820" })

  expect(submission).toEqual({ company: { answer: "Kartoffel", typed: undefined, seen: "s" } })
  expect(issues).toEqual({})
})

test("a phone number is read as E.164 and kept as typed", () => {
  const { submission } = parse({ phone: "030 90 18 20", "phone.seen": "s" })

  expect(submission.phone).toEqual({ answer: "+4930901820", typed: "030 90 18 20", seen: "s" })
})

test("an emptied field is an answer taken back", () => {
  const { submission, blank } = parse({ company: " ", "company.seen": "s" })

  expect(submission.company).toMatchObject({ answer: null })
  expect(blank).toEqual(["company"])
})

test("a birthday to come is refused, and the rest of the form is read", () => {
  const born = { "born.day": "1", "born.month": "2", "born.year": "2027", "born.seen": "s" }

  const { submission, issues } = parse({ ...born, company: "Kartoffel", "company.seen": "s" })

  expect(issues).toEqual({ born: { code: "date_in_future" } })
  expect(Object.keys(submission)).toEqual(["company"])
})

test("a blank sensitive field changes nothing once it is answered, and is asked for before", () => {
  const blank = { passport: "", "passport.seen": "s" }

  expect(parse(blank, { passport: "•••• 789" })).toMatchObject({ submission: {}, issues: {} })
  expect(parse(blank).issues).toEqual({ passport: { code: "required" } })
})

test("of two answers the chosen one counts, and none before one is chosen", () => {
  const company = { company: "Mine", "company.seen": "s" }
  const choose = (choice: string) => parse({ ...company, "company.choice": choice })

  expect(choose("ours").submission).toHaveProperty("company")
  expect(choose("theirs")).toMatchObject({ submission: {}, undecided: [] })
  expect(choose("")).toMatchObject({ submission: {}, undecided: [{ key: "company", ours: "Mine" }] })
})

test("an undecided date is one answer, not three fields", () => {
  const born = { "born.day": "1", "born.month": "2", "born.year": "1994", "born.seen": "s" }

  expect(parse({ ...born, "born.choice": "" }).undecided).toEqual([{ key: "born", ours: "1994-02-01" }])
})
