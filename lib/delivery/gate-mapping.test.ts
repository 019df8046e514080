import { expect, test } from "vitest"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import { droppedFields, extraPatch } from "./gate-mapping"

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
  ["the record moves here", { event: "autumn" }, { event: "autumn", custom_field_1: null }],
  [
    "the record moves here and the field is asked again",
    { event: "autumn", custom_field_1: "fish" },
    { event: "autumn", custom_field_1: "fish" },
  ],
])("what must change when %s", (_, wanted, expected) => {
  expect(extraPatch(record, wanted)).toEqual(expected)
})

test("fields that GATE shows with another value were dropped; those it does not show may have been kept", () => {
  expect(droppedFields({ city: "Puebla", event: "spring", company: "Acme" }, record)).toEqual(["city"])
})
