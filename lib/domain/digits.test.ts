import { expect, test } from "vitest"
import { asciiDigits } from "./digits"

test.each([
  ["٠١٢٣٤٥٦٧٨٩", "0123456789"],
  ["۰۱۲۳۴۵۶۷۸۹", "0123456789"],
  ["٤١٢ ٩٠٣", "412 903"],
  ["27 مايو", "27 مايو"],
])("%s is stored as %s", (typed, expected) => {
  expect(asciiDigits(typed)).toBe(expected)
})
