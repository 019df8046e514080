import { expect, test } from "vitest"
import { fingerprint, isFingerprintOf } from "./fingerprint"

const secret = Buffer.from("a secret of this site")
const rendered = { registrationId: "r1", key: "meal", answer: "vegan" }
const seen = fingerprint(secret, rendered)

test("what a form brings back is of the answer it was rendered from", () => {
  expect(isFingerprintOf(secret, seen, rendered)).toBe(true)
})

test.each([
  ["another answer", { answer: "fish" }],
  ["no answer", { answer: null }],
  ["an empty answer", { answer: "" }],
  ["another question", { key: "drink" }],
  ["somebody else's", { registrationId: "r2" }],
])("it is of no %s", (_, change) => {
  expect(isFingerprintOf(secret, seen, { ...rendered, ...change })).toBe(false)
})

test.each([null, "", seen.slice(1), `${seen}x`, seen.toUpperCase()])(
  "%j is a fingerprint of nothing",
  (given) => {
    expect(isFingerprintOf(secret, given, rendered)).toBe(false)
  },
)

test("it is of this site alone, and says nothing of the answer", () => {
  expect(fingerprint(Buffer.from("another secret"), rendered)).not.toBe(seen)
  expect(seen).toMatch(/^[A-Za-z0-9_-]{43}$/)
})
