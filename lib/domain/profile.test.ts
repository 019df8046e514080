import { describe, expect, test } from "vitest"
import {
  editDeadline,
  firstQuestions,
  isShown,
  nextQuestions,
  openQuestions,
  profileQuestions,
  progress,
  shownAnswers,
} from "./profile"
import type { Question } from "./question"
import { maskAnswer } from "./sensitive"

function question(key: string, overrides: Partial<Question> = {}): Question {
  return {
    id: key,
    key,
    label: key,
    hint: null,
    type: "short_text",
    required: false,
    options: [],
    stage: "profile",
    field: "company",
    why: null,
    needBy: null,
    showIf: null,
    atDoor: false,
    translations: {},
    ...overrides,
  }
}

const many = (count: number) => Array.from({ length: count }, (_, index) => question(`q${index}`))
const keysOf = (questions: Question[]) => questions.map(({ key }) => key)
const none: ReadonlySet<string> = new Set()

test("required questions come first, then by the day they are needed, then in order", () => {
  const questions = [
    question("plain"),
    question("later", { needBy: new Date("2027-05-09") }),
    question("sooner", { needBy: new Date("2027-05-02") }),
    question("must", { required: true }),
    question("must_soon", { required: true, needBy: new Date("2027-05-02") }),
    question("last"),
  ]

  expect(keysOf(openQuestions(questions, {}))).toEqual([
    "must_soon",
    "must",
    "sooner",
    "later",
    "plain",
    "last",
  ])
})

test.each([
  [0, []],
  [1, [1]],
  [2, [2]],
  [4, [4]],
  [5, [3, 2]],
  [6, [4, 2]],
  [7, [4, 3]],
  [9, [4, 3, 2]],
  [13, [4, 4, 3, 2]],
])("%i questions are asked on pages of %j", (count, pages) => {
  const questions = many(count)
  const answers: Record<string, string> = {}

  const sizes: number[] = []
  for (let page = nextQuestions(questions, answers, none); page.length > 0; ) {
    sizes.push(page.length)
    for (const { key } of page) answers[key] = "x"
    page = nextQuestions(questions, answers, none)
  }

  expect(sizes).toEqual(pages)
})

test("a question that was skipped is not asked again in the same visit, and is in the next", () => {
  const questions = many(3)

  expect(keysOf(nextQuestions(questions, {}, new Set(["q1"])))).toEqual(["q0", "q2"])
  expect(keysOf(nextQuestions(questions, {}, none))).toEqual(["q0", "q1", "q2"])
})

describe("a question that depends on another", () => {
  const bus = question("bus", { showIf: { key: "way", values: ["train", "plane"] } })

  test.each([
    [{}, false],
    [{ way: "car" }, false],
    [{ way: "plane" }, true],
    [{ way: "car,train" }, true],
    [{ way: "trains" }, false],
  ])("after %j it is asked: %s", (answers: Record<string, string>, shown) => {
    expect(isShown(bus, answers)).toBe(shown)
  })

  test("counts only when it is asked", () => {
    const questions = [question("way"), bus]

    expect(progress(questions, { way: "car" })).toEqual({ answered: 1, total: 1 })
    expect(progress(questions, { way: "train" })).toEqual({ answered: 1, total: 2 })
  })
})

test("a profile holds the questions of later visits, and of the first one those that need an answer", () => {
  const questions = [
    question("later"),
    question("declined", { stage: "registration" }),
    question("added", { stage: "registration", required: true }),
  ]

  expect(keysOf(profileQuestions(questions))).toEqual(["later", "added"])
})

test("answers may be changed until the event starts, its own deadline, or the person's exception", () => {
  const [startsAt, deadline, exception] = [
    new Date("2027-05-14"),
    new Date("2027-05-02"),
    new Date("2027-05-10"),
  ]

  expect(editDeadline({ editDeadline: null }, { startsAt, editDeadline: null })).toBe(startsAt)
  expect(editDeadline({ editDeadline: null }, { startsAt, editDeadline: deadline })).toBe(deadline)
  expect(editDeadline({ editDeadline: exception }, { startsAt, editDeadline: deadline })).toBe(exception)
})

test.each([
  ["C01X00T478", "•••• 478"],
  ["123456", "•••• 456"],
  ["12345", "••••"],
  ["", "••••"],
  [null, "••••"],
])("%j is shown as %j", (plain, shown) => {
  expect(maskAnswer(plain)).toBe(shown)
})

describe("the registration form of somebody who is known", () => {
  const dinner = question("dinner")
  const showIf = { key: "dinner", values: ["yes"] }
  const first = (questions: Question[], known: Record<string, string>) => {
    const { asked, filledIn } = firstQuestions(questions, known)
    return { asked: keysOf(asked), filledIn: keysOf(filledIn) }
  }

  test("shows a known answer whose question another one on the form may call for", () => {
    const questions = [dinner, question("dish", { showIf })]

    expect(first(questions, { dish: "soup" })).toEqual({ asked: ["dinner"], filledIn: ["dish"] })
    expect(first(questions, { dinner: "no", dish: "soup" })).toEqual({ asked: [], filledIn: ["dinner"] })
  })

  test("asks a required question that a filled-in answer calls for once it is changed", () => {
    const questions = [dinner, question("dish", { showIf, required: true }), question("wine", { showIf })]

    expect(first(questions, { dinner: "no" })).toEqual({ asked: ["dish"], filledIn: ["dinner"] })
    expect(first(questions, { dinner: "yes" })).toEqual({ asked: ["dish", "wine"], filledIn: ["dinner"] })
  })
})

test("an answer that another one denies does not count, nor what hangs on it", () => {
  const questions = [
    question("dinner"),
    question("dish", { showIf: { key: "dinner", values: ["yes"] } }),
    question("spice", { showIf: { key: "dish", values: ["curry"] } }),
  ]
  const answers = { dish: "curry", spice: "hot" }

  expect(shownAnswers(questions, { ...answers, dinner: "yes" })).toEqual({ ...answers, dinner: "yes" })
  expect(shownAnswers(questions, { ...answers, dinner: "no" })).toEqual({ dinner: "no" })
})
