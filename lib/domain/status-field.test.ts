import { expect, test } from "vitest"
import { customFields } from "./question"
import { reservedFields, reservedValues } from "./status-field"

const questionsOn = (...numbers: number[]) =>
  numbers.map((number) => ({ field: customFields[number - 1] ?? "custom_field_1" }))

const nothing = { cancelledAt: null, checkedInAt: null, badgePrintedAt: null }

test.each([
  { used: [], fields: [8, 5, 6] },
  { used: [1, 2, 3], fields: [8, 5, 6] },
  { used: [8], fields: [7, 5, 6] },
  { used: [5], fields: [8, 7, 6] },
  { used: [5, 6], fields: [8, 7, 4] },
  { used: [8, 7], fields: [6, 5, 4] },
  { used: [8, 7, 6, 5, 4], fields: [3, 2, 1] },
  { used: [8, 7, 6, 4, 3, 2, 1], fields: [5, null, null] },
  { used: [1, 2, 3, 4, 6, 8], fields: [7, 5, null] },
  { used: [1, 2, 3, 4, 5, 6, 7, 8], fields: [null, null, null] },
])("with custom fields $used asked for, status, check-in and badge go into $fields", ({ used, fields }) => {
  const reserved = reservedFields(questionsOn(...used))

  const numbers = [reserved.status, reserved.checkIn, reserved.badge].map((field) =>
    field === null ? null : customFields.indexOf(field) + 1,
  )
  expect(numbers).toEqual(fields)
})

test("no field is ever given twice, nor one a question fills", () => {
  for (let set = 0; set < 256; set++) {
    const questions = customFields.filter((_, bit) => set & (1 << bit)).map((field) => ({ field }))

    const given = Object.values(reservedFields(questions)).filter((field) => field !== null)

    expect(new Set([...given, ...questions.map(({ field }) => field)]).size).toBe(
      given.length + questions.length,
    )
    expect(given).toHaveLength(Math.min(3, 8 - questions.length))
  }
})

test("questions on other fields take nothing", () => {
  expect(reservedFields([{ field: "company" }, { field: "age" }]).status).toBe("custom_field_8")
})

test("the values say when it was, to the millisecond and in UTC", () => {
  const noon = new Date("2027-01-10T13:00:00+01:00")

  expect(reservedValues({ cancelledAt: noon, checkedInAt: noon, badgePrintedAt: noon })).toEqual({
    status: "cancelled@2027-01-10T12:00:00.000Z",
    checkIn: "checked_in@2027-01-10T12:00:00.000Z",
    badge: "printed@2027-01-10T12:00:00.000Z",
  })
  expect(reservedValues(nothing)).toEqual({ status: "active", checkIn: "registered", badge: "none" })
})
