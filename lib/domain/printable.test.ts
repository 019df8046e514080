import { expect, test } from "vitest"
import { printable } from "./printable"

test.each([
  ["an\u0000a", "ana"],
  ["\u001b[31mana\u007f\u0085", "[31mana"],
  ["two\tcolumns\r\ntwo lines", "two\tcolumns\r\ntwo lines"],
  ["Ana Müller 🚀 \u200fآنا", "Ana Müller 🚀 \u200fآنا"],
])("%j is kept as %j", (typed, kept) => {
  expect(printable(typed)).toBe(kept)
})
