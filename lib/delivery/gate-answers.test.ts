import { expect, test } from "vitest"
import { newQuestionSchema, type Question } from "@/lib/domain/question"
import { question } from "@/lib/testing/profile"
import { readAnswer } from "./gate-answers"

const ask = (overrides: Parameters<typeof question>[0]): Question => ({
  id: "1",
  ...newQuestionSchema.parse(question(overrides)),
})

const text = ask({ key: "emergency_contact", label: "Whom shall we call?", field: "custom_field_7" })
const yesNo = ask({ key: "news", field: "custom_field_2", type: "yes_no" })
const country = ask({ key: "home", field: "country", type: "country" })
const age = ask({ key: "age", field: "age", type: "whole_number" })
const options = [
  { value: "vegan", label: "Vegan" },
  { value: "nut-allergy", label: "Nut allergy" },
]
const diet = ask({ key: "diet", field: "custom_field_1", type: "multiple_choice", options })
const meal = ask({ key: "meal", field: "custom_field_1", type: "single_choice", options })

test.each([
  ["a text", text, { custom_field_7: "Jane Doe" }, "Jane Doe"],
  ["a text with its label", text, { custom_field_7: "Emergency contact: Jane Doe" }, "Jane Doe"],
  ["a text with a colon of its own", text, { custom_field_7: "Home: 12 Elm St" }, "Home: 12 Elm St"],
  ["a yes with a label", yesNo, { custom_field_2: "Newsletter: Yes" }, "yes"],
  ["an option by value", meal, { custom_field_1: "vegan" }, "vegan"],
  ["an option by label", meal, { custom_field_1: "Dietary: Nut allergy" }, "nut-allergy"],
  ["options in another order", diet, { custom_field_1: "nut-allergy,vegan" }, "vegan,nut-allergy"],
  ["options by label", diet, { custom_field_1: "Nut allergy, Vegan" }, "vegan,nut-allergy"],
  ["what is no option", diet, { custom_field_1: "Vegan, Sushi" }, "Vegan, Sushi"],
  ["a country by name", country, { country: "Germany", country_id: null }, "DE"],
  ["a country by code", country, { country: "pt" }, "PT"],
  ["a country nobody knows", country, { country: "Atlantis" }, "Atlantis"],
  ["a number", age, { age: 41 }, "41"],
  ["a cleared field", text, { custom_field_7: null }, null],
  ["an empty text", text, { custom_field_7: "" }, null],
  ["a field that is not shown", text, {}, undefined],
] as const)("%s is read from GATE", (_, asked, fields, answer) => {
  expect(readAnswer(asked, { id: 1, ...fields })).toBe(answer)
})
