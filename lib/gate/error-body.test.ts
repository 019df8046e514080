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

test("any JSON at all is survived and gives only lists of texts", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const messages = Object.values(readErrorBody(text).fieldErrors)

      expect(messages.every((list) => list.every((message) => typeof message === "string"))).toBe(true)
    }),
  )
})
