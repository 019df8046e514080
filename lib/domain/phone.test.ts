import { expect, test } from "vitest"
import { internationalPhone, parsePhone } from "./phone"

test.each<[string, string | null, string | null]>([
  ["+49 (0)30 901820", null, "+4930901820"],
  ["0049 30 901820", "DE", "+4930901820"],
  ["030/901820", "DE", "+4930901820"],
  ["(415) 555-2671", "US", "+14155552671"],
  ["+52 55 1234 5678", "DE", "+525512345678"],
  ["＋４９ ３０ ９０１８２０", null, "+4930901820"],
  ["415 555 2671", null, null],
  ["415 555 2671", "XK", null],
  ["+1 415 555 2671", "XK", "+14155552671"],
  ["+1 415 555 2671", "not a country", "+14155552671"],
  ["030 901820", "not a country", null],
  ["12", "DE", null],
  ["+999 123 456 789", null, null],
  ["", "DE", null],
  ["=1+1", "DE", null],
  ["9".repeat(5_000), "DE", null],
])("%j typed in %s is %s", (typed, country, expected) => {
  expect(parsePhone(typed, country)).toBe(expected)
})

test("a number is shown with its prefix and its spaces, and what is no number as it is", () => {
  expect([internationalPhone("+4930901820"), internationalPhone("on request")]).toEqual([
    "+49 30 901820",
    "on request",
  ])
})
