import { describe, expect, test } from "vitest"
import {
  answerFields,
  isEventSpecific,
  isSensitive,
  newQuestionSchema,
  offeredOptions,
  questionListSchema,
} from "./question"

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

const later = { stage: "profile", why: "For the visa" }
const many = (count: number) => "a".repeat(count)

/** What is refused, and by which of the rules that have words of their own. */
function brokenRules(description: object) {
  const result = newQuestionSchema.safeParse({ ...base, ...description })
  return result.error?.issues.map((issue) => [
    issue.path.join("."),
    issue.code === "custom" && issue.params?.fault,
  ])
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
    atDoor: false,
    translations: {},
  })
})

test.each([
  ["an upper-case key", { key: "Meal" }, ["key"]],
  ["a key with a dot", { key: "a.day" }, ["key"]],
  ["a name the form uses itself", { key: "email" }, ["key"]],
  ["the terms' own name", { key: "accept_terms" }, ["key"]],
  ["a name every object has", { key: "constructor" }, ["key"]],
  ["the code's own name", { key: "code" }, ["key"]],
  ["the name of the form that was sent", { key: "submission" }, ["key"]],
  ["the first name's own name", { key: "first_name" }, ["key"]],
  ["the last name's own name", { key: "last_name" }, ["key"]],
  ["a day without its time", { needBy: "2027-05-02" }, ["needBy"]],
  ["a condition without values", { showIf: { key: "way", values: [] } }, ["showIf.values"]],
  ["a condition without a question", { showIf: { values: ["train"] } }, ["showIf.key"]],
  ["an option of blanks", { options: [{ value: "a b", label: "A" }] }, ["options.0.value"]],
  ["an option that begins with a hyphen", { options: [{ value: "-a", label: "A" }] }, ["options.0.value"]],
  ["a phone number that is a date", { field: "telephone", type: "date" }, ["field"]],
  ["a tax number that is long", { ...later, field: "tax_id", type: "long_text" }, ["field"]],
  [
    "a passport number that is a phone number",
    { ...later, field: "passport_number", type: "phone" },
    ["field"],
  ],
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
  ["a phone number as text", { type: "short_text", field: "telephone" }],
  ["an age", { type: "whole_number", field: "age" }],
  ["a country", { type: "country", field: "country" }],
  [
    "a third gender",
    { type: "single_choice", field: "gender", options: [...two, { value: "o", label: "X" }] },
  ],
  ["a passport number", { ...later, field: "passport_number" }],
  ["a tax number", { ...later, field: "tax_id" }],
  ["an option of several characters", { options: [{ value: "track_2-a", label: "A" }] }],
  ["a day by which it is needed", { needBy: "2027-05-02T00:00:00+02:00" }],
])("%s is accepted", (_, description) => {
  expect(faults(description)).toEqual([])
})

test("the day by which an answer is needed is an instant", () => {
  expect(newQuestionSchema.parse({ ...base, needBy: "2027-05-02T00:00:00+02:00" }).needBy).toEqual(
    new Date("2027-05-01T22:00:00Z"),
  )
})

test.each([
  ["a choice of one", { type: "single_choice", options: two.slice(0, 1) }, [["options", "too_few_options"]]],
  ["several of none", { type: "multiple_choice" }, [["options", "too_few_options"]]],
  [
    "a choice of which one is no longer offered",
    { type: "single_choice", options: [two[0], { ...two[1], removed: true }] },
    [["options", "too_few_options"]],
  ],
  ["one value twice", { type: "single_choice", options: [...two, two[0]] }, [["options", "option_twice"]]],
  [
    "a passport number without a reason",
    { ...later, field: "passport_number", why: null },
    [["why", "needs_reason"]],
  ],
  ["a tax number for an empty reason", { ...later, field: "tax_id", why: "" }, [["why", "needs_reason"]]],
  [
    "a passport number before the place is secured",
    { ...later, field: "passport_number", stage: "registration" },
    [["stage", "later_only"]],
  ],
  ["a gender that is text", { field: "gender" }, [["field", "wrong_type_for_field"]]],
  [
    "a gender GATE does not know",
    { type: "single_choice", field: "gender", options: [...two, { value: "x", label: "X" }] },
    [["options", "gender_options"]],
  ],
  [
    "a passport number that the door shows",
    { ...later, field: "passport_number", why: "For the visa", atDoor: true },
    [["atDoor", "not_at_door"]],
  ],
])("%s breaks a rule the editor has words for", (_, description, expected) => {
  expect(brokenRules(description)).toEqual(expected)
})

test.each([
  ["label", 200],
  ["hint", 300],
  ["why", 300],
])("a %s has %i characters at most, and so has its translation", (field, most) => {
  const translated = (text: string) => faults({ translations: { es: { [field]: text } } })

  expect(faults({ [field]: many(most) })).toEqual([])
  expect(faults({ [field]: many(most + 1) })).toEqual([field])
  expect([translated(""), translated(many(most))]).toEqual([[], []])
  expect(translated(many(most + 1))).toEqual([`translations.es.${field}`])
})

test("the label of an option has two hundred characters at most", () => {
  expect(faults({ options: [{ value: "a", label: many(200) }] })).toEqual([])
  expect(faults({ options: [{ value: "a", label: many(201) }] })).toEqual(["options.0.label"])
})

test("an option that was removed is not offered", () => {
  const options = [
    { value: "m", label: "Man", removed: true },
    { value: "f", label: "Woman", removed: false },
    { value: "o", label: "Other" },
  ]

  expect(offeredOptions({ options }).map(({ value }) => value)).toEqual(["f", "o"])
})

test("passport and tax number are sensitive, and nothing else is", () => {
  expect(answerFields.filter((field) => isSensitive({ field }))).toEqual(["tax_id", "passport_number"])
})

test("the eight custom fields belong to one event, and every other one to the person", () => {
  expect(answerFields.filter((field) => isEventSpecific({ field }))).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `custom_field_${number}`),
  )
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

  test("may depend on one that was asked before, and on no other", () => {
    const showIf = { key: "way", values: ["train"] }
    const way = { key: "way", field: "custom_field_2" }
    const bus = { key: "bus", field: "custom_field_3", showIf }
    const refused = (...descriptions: object[]) => list(...descriptions).error?.issues.map(({ path }) => path)

    expect(refused({}, way, bus)).toBeUndefined()
    expect(refused({}, bus, way)).toEqual([[1, "showIf"]])
    expect(refused({ ...way, showIf })).toEqual([[0, "showIf"]])
    expect(refused({}, bus)).toEqual([[1, "showIf"]])
  })

  test("may be none, or different ones", () => {
    expect(list().success).toBe(true)
    expect(list({}, { key: "badge", field: "custom_field_2" }).success).toBe(true)
  })
})
