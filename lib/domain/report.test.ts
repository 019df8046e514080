import { expect, test } from "vitest"
import { noCounts } from "./insights"
import { newQuestionSchema, type QuestionDescription } from "./question"
import { answerShares, attendance, byTrait, checkInsByHour, openPoints, registrationsByDay } from "./report"

function question(description: Partial<QuestionDescription> & Pick<QuestionDescription, "key" | "field">) {
  const asked = { label: description.key, type: "short_text", stage: "profile" }
  return { ...newQuestionSchema.parse({ ...asked, ...description }), id: description.key }
}

const counts = {
  ...noCounts(),
  status: { registered: 6, checked_in: 3, needs_attention: 1, cancelled: 2 },
  facet: {
    ...{ "check_in:yes": 4, "check_in:no": 6, "delivery:waiting": 1, "delivery:refused": 1 },
    ...{ "answer.diet:meat": 2, "answer.diet:vegan": 5, "answer.diet:": 3 },
    ...{ "verified.passport:missing": 4, "verified.passport:open": 1, "verified.passport:verified": 5 },
  },
  registered: { "2027-05-13T09": 1, "2027-05-13T23": 2, "2027-05-14T00": 7 },
  checked_in: { "2027-05-14T09:15": 1, "2027-05-14T09:45": 2, "2027-05-14T10:00": 1 },
  language: { es: 4, en: 4, pt: 1 },
  answered: { diet: 7, passport: 6 },
  missing: { "": 2 },
}

const event = { endsAt: new Date("2027-05-14T18:00:00Z"), capacity: 12, taken: 10, waiting: 0 }

test("who has a place and did not come is expected until the event is over, and a no-show from then on", () => {
  const before = attendance(counts, event, event.endsAt)
  const after = attendance(counts, event, new Date(event.endsAt.getTime() + 1))

  const numbers = (found: typeof before) => found.map(({ key, value, of }) => [key, value, of])
  expect(numbers(before)).toEqual([
    ["registered", 10, 12],
    ["checked_in", 4, 10],
    ["expected", 6, 10],
    ["cancelled", 2, null],
    ["places_left", 2, 12],
  ])
  expect(numbers(after)[2]).toEqual(["no_show", 6, 10])
  expect(attendance(counts, { ...event, capacity: null }, event.endsAt)).toHaveLength(4)
})

test("a place that is held for somebody, or that somebody waits for, is not left", () => {
  const left = (state: Partial<typeof event>) =>
    attendance(counts, { ...event, ...state }, event.endsAt).at(-1)
  expect(left({ taken: 11 })).toEqual({ key: "places_left", value: 1, of: 12 })
  expect(left({ waiting: 3 })).toEqual({ key: "places_left", value: 0, of: 12 })
})

test("registrations are summed by day and check-ins by hour, in their order", () => {
  expect(registrationsByDay(counts).map(({ key, value }) => [key, value])).toEqual([
    ["2027-05-13", 3],
    ["2027-05-14", 7],
  ])
  expect(checkInsByHour(counts).map(({ key, value }) => [key, value])).toEqual([
    ["2027-05-14T09", 3],
    ["2027-05-14T10", 1],
  ])
})

test("traits and answers come with the largest first, and what nobody knows last", () => {
  expect(byTrait(counts, "language").map(({ key, value }) => [key, value])).toEqual([
    ["en", 4],
    ["es", 4],
    ["pt", 1],
    ["", 1],
  ])
  expect(byTrait(counts, "country")).toEqual([])
  const diet = question({ key: "diet", field: "custom_field_1" })
  expect(answerShares(diet, counts).map(({ key, value, of }) => [key, value, of])).toEqual([
    ["vegan", 5, 10],
    ["meat", 2, 10],
    ["", 3, 10],
  ])
})

test("what is still open is counted by question, and sensitive answers by whether somebody verified them", () => {
  const passport = question({ key: "passport", field: "passport_number", why: "The venue checks." })
  const open = openPoints([question({ key: "diet", field: "custom_field_1" }), passport], counts)

  expect(open.answers.map(({ question: { key }, value, of }) => [key, value, of])).toEqual([
    ["diet", 3, 10],
    ["passport", 4, 10],
  ])
  expect(open.unverified.map(({ question: { key }, value, of }) => [key, value, of])).toEqual([
    ["passport", 1, 6],
  ])
  expect(open).toMatchObject({ missing: 2, waiting: 1, refused: 1 })
})
