import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { sealText, unsealText } from "./sealed-text"

const said = "Zoë, +49 30 901820"
let sealed = ""

beforeAll(() => {
  vi.stubEnv("AUTH_SECRET", "a-secret-of-at-least-32-characters")
  sealed = sealText("typed form", Buffer.from(said))
})
afterAll(() => vi.unstubAllEnvs())

test("what was sealed is read again, and says nothing by itself", () => {
  expect(unsealText("typed form", sealed)?.toString()).toBe(said)
  expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toContain("Zo")
  expect(sealText("typed form", Buffer.from(said))).not.toBe(sealed)
})

test.each([
  ["for another purpose", () => unsealText("form opener", sealed)],
  [
    "with a letter changed",
    () =>
      unsealText("typed form", `${sealed.slice(0, 30)}${sealed[30] === "A" ? "B" : "A"}${sealed.slice(31)}`),
  ],
  ["cut short", () => unsealText("typed form", sealed.slice(0, -4))],
  ["nothing", () => unsealText("typed form", "")],
  ["anything else", () => unsealText("typed form", "{}")],
])("%s it is not read", (_, read) => {
  expect(read()).toBeNull()
})
