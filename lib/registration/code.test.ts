import { describe, expect, test } from "vitest"
import { hashCode, newCode, readCode, sameHash } from "./code"

const key = Buffer.alloc(32, 1)

describe("a typed code", () => {
  test.each([
    ["123456", "123456"],
    [" 123 456 ", "123456"],
    ["123-456", "123456"],
    ["123–456", "123456"],
    ["１２３４５６", "123456"],
    ["000000", "000000"],
    ["12345", null],
    ["1234567", null],
    ["12345a", null],
    ["", null],
    ["١٢٣٤٥٦", "123456"],
    ["1e5000", null],
    ["' or 1=1", null],
  ])("%j is read as %j", (typed, expected) => {
    expect(readCode(typed)).toBe(expected)
  })
})

test("codes are six digits, and differ", () => {
  const codes = Array.from({ length: 200 }, newCode)

  expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true)
  expect(new Set(codes).size).toBeGreaterThan(190)
})

test("a hash depends on the code, the challenge and the key, and shows none of them", async () => {
  const hash = await hashCode(key, "challenge", "123456")

  const others = await Promise.all([
    hashCode(key, "challenge", "123457"),
    hashCode(key, "another", "123456"),
    hashCode(Buffer.alloc(32, 2), "challenge", "123456"),
  ])

  expect(await hashCode(key, "challenge", "123456")).toBe(hash)
  expect(others).not.toContain(hash)
  expect(Buffer.from(hash, "base64")).toHaveLength(32)
  expect(hash).not.toContain("123456")
})

test.each([
  ["abc", "abc", true],
  ["abc", "abd", false],
  ["abc", "abcd", false],
  ["", "", true],
])("sameHash(%j, %j) is %s", (a, b, expected) => {
  expect(sameHash(a, b)).toBe(expected)
})
