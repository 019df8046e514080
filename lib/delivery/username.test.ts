import fc from "fast-check"
import { expect, test } from "vitest"
import { normaliseEmail } from "@/lib/domain/email"
import { alternativeUsername, usernameFor } from "./username"

const legal = /^[A-Za-z0-9@.+_-]{1,150}$/

test.each([
  ["ana@example.org", "ana@example.org"],
  ["ana+news_1-2@example.org", "ana+news_1-2@example.org"],
])("the address %s is its own username", (email, expected) => {
  expect(usernameFor(email)).toBe(expected)
})

test("an address that is no legal username stays readable in it", () => {
  expect(usernameFor("o'brien@example.org")).toMatch(/^o_brien@example\.org\.[0-9a-f]{12}$/)
})

test("a username has 150 characters at most, and a longer address is cut before the hash", () => {
  const [fits, long] = [`${"a".repeat(138)}@example.org`, `${"a".repeat(139)}@example.org`]

  expect(usernameFor(fits)).toBe(fits)
  expect(usernameFor(long)).toMatch(/^a{137}\.[0-9a-f]{12}$/)
})

test("two addresses that differ only in what is not legal have two usernames", () => {
  expect(usernameFor("o'brien@example.org")).not.toBe(usernameFor("o_brien@example.org"))
})

test("every address has a legal username, always the same, and other people have other alternatives", () => {
  fc.assert(
    fc.property(fc.emailAddress(), fc.uuid(), fc.uuid(), (typed, one, other) => {
      const email = normaliseEmail(typed)
      if (email === null || one === other) return true
      const alternatives = [alternativeUsername(email, one), alternativeUsername(email, other)]
      const all = [usernameFor(email), ...alternatives]
      return all.every((name) => legal.test(name)) && new Set(all).size === 3 && usernameFor(email) === all[0]
    }),
  )
})
