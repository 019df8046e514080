import { randomBytes } from "node:crypto"
import { expect, test } from "vitest"
import { isSealed, seal, unseal } from "./sensitive"

const key = (id: string) => ({ id, key: randomBytes(32) })
const target = { parent: "42", field: "passport_number" } as const

test("a sealed text opens again with its key, for its person and field", () => {
  const keys = [key("a")]

  const sealed = seal(keys, "C01X00T478ß", target)

  expect(isSealed(sealed)).toBe(true)
  expect(unseal(keys, sealed, target)).toBe("C01X00T478ß")
})

test("eleven characters become fifty-eight", () => {
  expect(seal([key("a")], "C01X00T4789", target)).toMatch(/^v1\.a\.[\w-]{16}\.[\w-]{36}$/)
})

test("the same text is never sealed alike twice", () => {
  const keys = [key("a")]

  expect(seal(keys, "same", target)).not.toBe(seal(keys, "same", target))
})

test("a new key put first seals from then on, and the old one still opens", () => {
  const [old, next] = [key("old"), key("new")]
  const before = seal([old], "C01X00T47", target)

  const after = seal([next, old], "C01X00T47", target)

  expect(after).toMatch(/^v1\.new\./)
  expect(unseal([next, old], before, target)).toBe("C01X00T47")
  expect(unseal([next], before, target)).toBeNull()
})

test.each([
  ["another person's", { parent: "43", field: "passport_number" }],
  ["another field's", { parent: "42", field: "tax_id" }],
] as const)("a text swapped into %s record is refused", (_, elsewhere) => {
  const keys = [key("a")]

  expect(unseal(keys, seal(keys, "C01X00T47", target), elsewhere)).toBeNull()
})

test("a text that was changed, cut or never sealed is refused", () => {
  const keys = [key("a")]
  const sealed = seal(keys, "C01X00T47", target)
  const [version, id, iv, body = ""] = sealed.split(".")
  const flipped = body.startsWith("A") ? `B${body.slice(1)}` : `A${body.slice(1)}`

  const damaged = [
    [version, id, iv, flipped].join("."),
    [version, id, iv, body.slice(0, 10)].join("."),
    [version, id, "", body].join("."),
    sealed.replace("v1.", "v2."),
    "C01X00T47",
    "",
  ]

  expect(damaged.map((text) => unseal(keys, text, target))).toEqual(damaged.map(() => null))
})

test("without a key nothing is sealed, and the message says which variable is missing", () => {
  expect(() => seal([], "C01X00T47", target)).toThrow("FIELD_ENCRYPTION_KEYS")
})
