import fc from "fast-check"
import { expect, test } from "vitest"
import { normaliseEmail } from "./email"

test.each<[string, string | null]>([
  ["ana@example.org", "ana@example.org"],
  ["  Ana@Example.ORG ", "ana@example.org"],
  ["ana＠example.org", "ana@example.org"],
  ["ａｎａ@ｅｘａｍｐｌｅ.org", "ana@example.org"],
  ["ana+news@example.org", "ana+news@example.org"],
  ["o'brien@example.org", "o'brien@example.org"],
  [`${"a".repeat(240)}@example.org`, `${"a".repeat(240)}@example.org`],
  [`${"a".repeat(243)}@example.org`, null],
  ["ana@example.org,bob@example.org", null],
  ["ana@example.org, bob@example.org", null],
  ["ana@example.org;bob@example.org", null],
  ["ana@example.org bob@example.org", null],
  ["ana@example.org\r\nBcc: bob@example.org", null],
  ["ana@example.org\nbob@example.org", null],
  ["ana@example.org%0d%0aBcc:bob@example.org", null],
  ['"ana,bob"@example.org', null],
  ['"ana@evil.example"@example.org', null],
  ["Ana <ana@example.org>", null],
  ["<ana@example.org>", null],
  ["ana@example.org>", null],
  ["ana(comment)@example.org", null],
  ["ana@[127.0.0.1]", null],
  ["ana@@example.org", null],
  ["ana＠@example.org", null],
  ["ana@example..org", null],
  [".ana@example.org", null],
  ["ana@localhost", null],
  ["ana@exämple.org", null],
  ["аna@example.org", null],
  ["ana@example.org\u0000", null],
  ["@example.org", null],
  ["ana", null],
  ["", null],
])("%j is %j", (typed, expected) => {
  expect(normaliseEmail(typed)).toBe(expected)
})

test("the stored form is its own stored form, one address, and in lower case", () => {
  fc.assert(
    fc.property(fc.emailAddress(), (typed) => {
      const address = normaliseEmail(typed)
      if (address === null) return true
      return (
        normaliseEmail(address) === address &&
        address.split("@").length === 2 &&
        !/[\sA-Z,;<>"]/.test(address)
      )
    }),
  )
})
