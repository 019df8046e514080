import fc from "fast-check"
import { expect, test } from "vitest"
import { readErrorBody } from "./error-body"

test.each([
  ['{"detail":"Not found."}', { detail: "Not found.", fieldErrors: {} }],
  ['{"age":["A valid integer is required."]}', { fieldErrors: { age: ["A valid integer is required."] } }],
  ['{"profile":{"role":["a","b"]}}', { fieldErrors: { "profile.role": ["a", "b"] } }],
  ['{"profile":[{"name":["a"]},"b"]}', { fieldErrors: { "profile.0.name": ["a"], profile: ["b"] } }],
  ['["a"]', { fieldErrors: { non_field_errors: ["a"] } }],
  ['{"age":"plain"}', { fieldErrors: { age: ["plain"] } }],
  ["<html>Server Error</html>", { fieldErrors: {} }],
  ["", { fieldErrors: {} }],
  ["null", { fieldErrors: {} }],
  ['{"detail":5,"age":7}', { fieldErrors: {} }],
])("%s is read", (text, expected) => {
  expect(readErrorBody(text)).toEqual(expected)
})

test("a body is read five levels deep and no deeper", () => {
  expect(readErrorBody('{"a":{"b":{"c":{"d":{"e":"deep"}}}}}').fieldErrors).toEqual({ "a.b.c.d.e": ["deep"] })
  expect(readErrorBody('{"a":{"b":{"c":{"d":{"e":{"f":"deeper"}}}}},"g":"x"}').fieldErrors).toEqual({
    g: ["x"],
  })
  expect(readErrorBody('{"a":[[[["deep"]]]]}').fieldErrors).toEqual({ "a.0.0.0": ["deep"] })
  expect(readErrorBody('{"a":[[[[["deeper"]]]]]}').fieldErrors).toEqual({})
})

test("of a body of any length a hundred fields are read, a hundred texts of each, and five hundred letters of a text", () => {
  const long = "x".repeat(501)
  const fields = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`field_${index}`, "Bad."]))

  const many = readErrorBody(JSON.stringify(fields)).fieldErrors
  const texts = readErrorBody(JSON.stringify({ age: Array(101).fill("Bad.") })).fieldErrors
  const { detail, fieldErrors } = readErrorBody(JSON.stringify({ detail: long, age: long }))

  expect(Object.keys(many)).toHaveLength(100)
  expect(texts.age).toHaveLength(100)
  expect([detail?.length, fieldErrors.age?.[0]?.length]).toEqual([500, 500])
})

test("any JSON at all is survived and gives only lists of texts", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const messages = Object.values(readErrorBody(text).fieldErrors)

      expect(messages.every((list) => list.every((message) => typeof message === "string"))).toBe(true)
    }),
  )
})
