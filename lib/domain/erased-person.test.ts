import { expect, test } from "vitest"
import { normaliseEmail } from "./email"
import { erasedAddress, isErasedAddress } from "./erased-person"

const one = erasedAddress("0197f3c2-6f1e-7a30-9c57-2b1d8e4a9f01")

test("what stands for the address of a deleted account is known as such, and is nobody's address", () => {
  expect(isErasedAddress(one)).toBe(true)
  expect(normaliseEmail(one)).toBeNull()
})

test("two deleted accounts are told apart", () => {
  expect(erasedAddress("0197f3c2-6f1e-7a30-9c57-2b1d8e4a9f02")).not.toBe(one)
})

test.each(["ana@example.org", "ana+erased:1@example.org", ""])("%j is no erased address", (address) => {
  expect(isErasedAddress(address)).toBe(false)
})
