import { expect, test } from "vitest"
import type { Question } from "./question"
import { questionsToRemindOf, quietMs, remindAheadMs } from "./reminder"

const now = new Date("2027-05-01T12:00:00Z")
const day = 24 * 60 * 60_000
const inMs = (ms: number) => new Date(now.getTime() + ms)

function question(key: string, overrides: Partial<Question> = {}): Question {
  return {
    ...{ id: key, key, label: key, hint: null, type: "short_text", options: [], stage: "profile" },
    ...{ field: "company", why: null, showIf: null, atDoor: false, translations: {} },
    required: true,
    needBy: inMs(day),
    ...overrides,
  }
}

const remindedOf = (...questions: Question[]) =>
  questionsToRemindOf(questions, { answered: "x" }, now).map(({ key }) => key)

test("a reminder is about the next seven days, and no sooner than three days after registering", () => {
  expect([remindAheadMs, quietMs]).toEqual([7 * day, 3 * day])
})

test.each([
  ["needed tomorrow", {}, true],
  ["needed in a week to the millisecond", { needBy: inMs(7 * day) }, true],
  ["needed a millisecond later than that", { needBy: inMs(7 * day + 1) }, false],
  ["needed in a millisecond", { needBy: inMs(1) }, true],
  ["needed by now", { needBy: now }, false],
  ["needed yesterday", { needBy: inMs(-day) }, false],
  ["needed at no time", { needBy: null }, false],
  ["that may stay open", { required: false }, false],
  ["answered already", { key: "answered" }, false],
  ["that depends on an answer nobody gave", { showIf: { key: "way", values: ["train"] } }, false],
])("a question %s is one to remind of: %s", (_, overrides: Partial<Question>, expected) => {
  expect(remindedOf(question("meal", overrides))).toHaveLength(expected ? 1 : 0)
})

test("the most urgent question comes first", () => {
  expect(remindedOf(question("later", { needBy: inMs(5 * day) }), question("soon"))).toEqual([
    "soon",
    "later",
  ])
})
