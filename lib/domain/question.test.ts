import { describe, expect, test } from "vitest"
import { newQuestionSchema, questionListSchema } from "./question"

const base = {
  key: "meal",
  label: "Meal",
  type: "short_text",
  stage: "registration",
  field: "custom_field_1",
}
const two = [
  { value: "m", label: "Man" },
  { value: "f", label: "Woman" },
]

function faults(description: object): string[] {
  const result = newQuestionSchema.safeParse({ ...base, ...description })
  return result.success ? [] : result.error.issues.map(({ path }) => path.join("."))
}

test("a question needs little, and has defaults", () => {
  expect(newQuestionSchema.parse(base)).toEqual({
    ...base,
    hint: null,
    required: false,
    options: [],
    why: null,
    needBy: null,
    showIf: null,
    translations: {},
  })
})

test.each([
  ["an upper-case key", { key: "Meal" }, ["key"]],
  ["a key with a dot", { key: "a.day" }, ["key"]],
  ["a name the form uses itself", { key: "email" }, ["key"]],
  ["the terms' own name", { key: "accept_terms" }, ["key"]],
  ["a name every object has", { key: "constructor" }, ["key"]],
  ["no label", { label: "" }, ["label"]],
  ["an unknown type", { type: "file" }, ["type"]],
  ["a field that registration writes", { field: "event" }, ["field"]],
  ["a field nobody knows", { field: "custom_field_9" }, ["field"]],
  ["a choice with one option", { type: "single_choice", options: two.slice(0, 1) }, ["options"]],
  ["two options of one value", { type: "single_choice", options: [two[0], two[0]] }, ["options"]],
  [
    "an option with a comma",
    { type: "multiple_choice", options: [{ value: "a,b", label: "" }, two[0]] },
    ["options.0.value", "options.0.label"],
  ],
  ["a birthday that is no date", { field: "birthday" }, ["field"]],
  ["an age that is text", { field: "age" }, ["field"]],
  ["a country that is text", { field: "country" }, ["field"]],
  [
    "a gender GATE does not know",
    { type: "single_choice", field: "gender", options: [...two, { value: "x", label: "X" }] },
    ["options"],
  ],
])("%s is refused", (_, description, expected) => {
  expect(faults(description)).toEqual(expected)
})

test.each([
  ["a gender", { type: "single_choice", field: "gender", options: two }],
  ["a birthday", { type: "date", field: "birthday" }],
  ["a phone number", { type: "phone", field: "telephone" }],
])("%s is accepted", (_, description) => {
  expect(faults(description)).toEqual([])
})

describe("the questions of one event", () => {
  const list = (...descriptions: object[]) =>
    questionListSchema.safeParse(descriptions.map((description) => ({ ...base, ...description })))

  test("may not fill one GATE field twice", () => {
    const result = list({}, { key: "badge" })

    expect(result.error?.issues).toMatchObject([
      { path: [1, "field"], message: "field custom_field_1 is taken by question 1" },
    ])
  })

  test("may not have one key twice", () => {
    const result = list({}, { field: "custom_field_2" })

    expect(result.error?.issues).toMatchObject([
      { path: [1, "key"], message: "key meal is taken by question 1" },
    ])
  })

  test("may be none, or different ones", () => {
    expect(list().success).toBe(true)
    expect(list({}, { key: "badge", field: "custom_field_2" }).success).toBe(true)
  })
})
