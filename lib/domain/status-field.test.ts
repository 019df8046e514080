import { expect, test } from "vitest"
import { customFields } from "./question"
import { statusField, statusValue } from "./status-field"

const questionsOn = (...numbers: number[]) =>
  numbers.map((number) => ({ field: customFields[number - 1] ?? "custom_field_1" }))

test.each([
  { used: [], field: "custom_field_8" },
  { used: [1, 2, 3], field: "custom_field_8" },
  { used: [8], field: "custom_field_7" },
  { used: [8, 7, 5], field: "custom_field_6" },
  { used: [8, 7, 6, 5, 4, 3, 2], field: "custom_field_1" },
  { used: [1, 2, 3, 4, 5, 6, 7, 8], field: null },
])("with custom fields $used asked for, the status goes into $field", ({ used, field }) => {
  expect(statusField(questionsOn(...used))).toBe(field)
})

test("questions on other fields take nothing from the status", () => {
  expect(statusField([{ field: "company" }, { field: "age" }])).toBe("custom_field_8")
})

test("a status says when it was cancelled, to the millisecond and in UTC", () => {
  expect(statusValue(new Date("2027-01-10T13:00:00+01:00"))).toBe("cancelled@2027-01-10T12:00:00.000Z")
  expect(statusValue(null)).toBe("active")
})
