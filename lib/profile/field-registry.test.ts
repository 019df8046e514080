import { expect, test } from "vitest"
import { newQuestionSchema, type Question } from "@/lib/domain/question"
import { question } from "@/lib/testing/profile"
import { customFieldJsonSchema, customFieldSchema, fieldRegistry } from "./field-registry"

const options = [
  { value: "a", label: "A" },
  { value: "b", label: "B" },
]
const questions: Question[] = [
  question({ key: "company", field: "company" }),
  question({ key: "days", label: "Which days?", field: "custom_field_3", type: "multiple_choice", options }),
  question({ key: "arrival", label: "When?", field: "custom_field_1", type: "date" }),
  question({ key: "years", label: "Years", field: "custom_field_2", type: "whole_number" }),
].map((description, index) => ({ id: String(index), ...newQuestionSchema.parse(description) }))

test("the registry names purpose and format of every custom field an event uses, and of nothing else", () => {
  expect(fieldRegistry(questions)).toEqual([
    { field: "custom_field_1", key: "arrival", purpose: "When?", format: "date" },
    { field: "custom_field_2", key: "years", purpose: "Years", format: "whole_number" },
    { field: "custom_field_3", key: "days", purpose: "Which days?", format: "multiple_choice" },
  ])
})

test.each([
  [{ custom_field_1: "2027-05-14", custom_field_2: "12", custom_field_3: "a,b" }, true],
  [{ custom_field_1: null }, true],
  [{}, true],
  [{ custom_field_1: "14 May" }, false],
  [{ custom_field_2: "twelve" }, false],
  [{ custom_field_2: 12 }, false],
  [{ custom_field_3: "a,c" }, false],
])("%j fits the schema: %s", (fields, fits) => {
  expect(customFieldSchema(questions).safeParse(fields).success).toBe(fits)
})

test("the JSON Schema describes each field by its question", () => {
  expect(customFieldJsonSchema(questions)).toMatchObject({
    type: "object",
    properties: {
      custom_field_1: { description: "When?" },
      custom_field_3: { description: "Which days?" },
    },
  })
})

test.each([
  [{ custom_field_8: "active", custom_field_5: "registered", custom_field_6: "none" }, true],
  [{ custom_field_8: "cancelled@2027-05-14T09:00:00.000Z" }, true],
  [{ custom_field_5: "no_show", custom_field_6: null, custom_field_8: null }, true],
  [{ custom_field_7: "what a removed question was told", city: "Oaxaca" }, true],
  [{ custom_field_8: "cancelled" }, false],
  [{ custom_field_5: "checked_in@today" }, false],
  [{ custom_field_6: "active" }, false],
])("%j, where Gatehouse keeps status, check-in and badge, fits the schema: %s", (fields, fits) => {
  expect(customFieldSchema(questions).safeParse(fields).success).toBe(fits)
})
