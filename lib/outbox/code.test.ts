import { describe, expect, test } from "vitest"
import { codeOf, isSameCode, newCodeNonce, readCode } from "./code"

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

const challenge = { id: "00000000-0000-4000-8000-000000000001", codeNonce: "nonce" }

test("codes are six digits, every one as likely as any other", () => {
  const codes = Array.from({ length: 5_000 }, () => codeOf(key, { ...challenge, codeNonce: newCodeNonce() }))

  expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true)
  expect(new Set(codes).size).toBeGreaterThan(4_950)
  for (const digit of "0123456789") {
    const share = codes.filter((code) => code.startsWith(digit)).length / codes.length
    expect(share).toBeGreaterThan(0.07)
    expect(share).toBeLessThan(0.13)
  }
})

test("a code follows from the key, the challenge and its nonce, and changes with each", () => {
  const code = codeOf(key, challenge)

  const others = [
    codeOf(Buffer.alloc(32, 2), challenge),
    codeOf(key, { ...challenge, id: "00000000-0000-4000-8000-000000000002" }),
    codeOf(key, { ...challenge, codeNonce: "another" }),
  ]

  expect(codeOf(key, challenge)).toBe(code)
  expect(others).not.toContain(code)
})

test.each([
  ["123456", "123456", true],
  ["123456", "123457", false],
  ["123456", "12345", false],
])("isSameCode(%j, %j) is %s", (a, b, expected) => {
  expect(isSameCode(a, b)).toBe(expected)
})
