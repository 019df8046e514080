import { expect, test } from "vitest"
import { oldestFields, type Question } from "@/lib/domain/question"
import { oldestExtraFields, type UserExtra } from "@/lib/gate/contract/user-extra"
import { answerFields, droppedFields, extraPatch, newGateExtra, sameValue } from "./gate-mapping"

function question(field: Question["field"]): Question {
  return {
    ...{ id: "q", key: "q", label: "Q", hint: null, type: "short_text", required: false, options: [] },
    ...{ stage: "registration", why: null, needBy: null, showIf: null, atDoor: false, translations: {} },
    field,
  }
}

const record: UserExtra = {
  id: 5,
  event: "spring",
  accept_terms: true,
  age: 36,
  city: "Oaxaca",
  custom_field_1: "vegan",
  custom_field_2: null,
}

test.each([
  ["nothing differs", { event: "spring", city: "Oaxaca" }, {}],
  ["one field differs", { event: "spring", city: "Puebla" }, { city: "Puebla" }],
  ["GATE has a number where text was sent", { event: "spring", age: 36 }, {}],
  ["a field is not shown", { event: "spring", company: "Acme" }, { company: "Acme" }],
  ["the record says what it did and more is left from before", { event: "spring", age: 36 }, {}],
  ["the record moves here", { event: "autumn" }, { event: "autumn", custom_field_1: null }],
  [
    "the record moves here and the field is asked again",
    { event: "autumn", custom_field_1: "fish" },
    { event: "autumn", custom_field_1: "fish" },
  ],
])("what must change when %s", (_, wanted, expected) => {
  expect(extraPatch(record, wanted)).toEqual(expected)
})

test.each([
  ["city", "Oaxaca", { city: "Oaxaca" }],
  ["city", null, { city: null }],
  ["age", "36", { age: 36 }],
  ["age", "0", { age: 0 }],
  ["age", null, { age: null }],
  ["country", "PT", { country: "Portugal", country_id: "PT" }],
  ["country", null, { country: null, country_id: null }],
] as const)("in the field %s the answer %j stands as %j", (field, answer, fields) => {
  expect(answerFields(question(field), answer)).toEqual(fields)
})

test("a new record has its parent beside what the person said", () => {
  expect(newGateExtra("42", { city: "Oaxaca" })).toEqual({ parent: "42", city: "Oaxaca" })
})

test.each([
  ["Oaxaca", "Oaxaca", true],
  ["Oaxaca", "Puebla", false],
  [null, null, true],
  [undefined, null, false],
  [36, "36", true],
  [36, 36, true],
  [36, "37", false],
  ["36", 36, false],
  [true, "true", false],
])("%j in GATE is what %j meant: %s", (known, wanted, expected) => {
  expect(sameValue(known, wanted)).toBe(expected)
})

test("fields that GATE shows with another value were dropped; those it does not show may have been kept", () => {
  expect(droppedFields({ city: "Puebla", event: "spring", company: "Acme" }, record)).toEqual(["city"])
})

test("a field of the oldest page that an answer does not show was dropped, unless it was cleared", () => {
  expect(droppedFields({ notes: "Late", department: "Maps", job_title: null }, record)).toEqual([
    "notes",
    "department",
  ])
  expect(droppedFields({ notes: "Late" }, { ...record, notes: "Late" })).toEqual([])
})

test("questions may fill every field of the oldest page", () => {
  expect(oldestFields).toEqual(oldestExtraFields)
})
