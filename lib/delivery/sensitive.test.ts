import { randomBytes } from "node:crypto"
import { describe, expect, test } from "vitest"
import { longSeal } from "@/lib/testing/long-seal"
import { isSealed, keyIdOf, seal, sealableBytes, unseal } from "./sensitive"

const key = (id: string) => ({ id, key: randomBytes(32) })
const target = { parent: "42", field: "passport_number" } as const

describe.each([
  ["short", seal, "v2"],
  ["long, as before decision 0045,", longSeal, "v1"],
] as const)("a seal that is %s", (_, sealText, version) => {
  test("opens again with its key, for its person and field", () => {
    const keys = [key("a")]

    const sealed = sealText(keys, "C01X00T478ß", target)

    expect(isSealed(sealed)).toBe(true)
    expect(keyIdOf(sealed)).toBe("a")
    expect(sealed.startsWith(`${version}.`)).toBe(true)
    expect(unseal(keys, sealed, target)).toBe("C01X00T478ß")
  })

  test("stays readable when a new key is put first, and no longer when its own is gone", () => {
    const [old, next] = [key("old"), key("new")]
    const before = sealText([old], "C01X00T47", target)

    expect(keyIdOf(sealText([next, old], "C01X00T47", target))).toBe("new")
    expect(unseal([next, old], before, target)).toBe("C01X00T47")
    expect(unseal([next], before, target)).toBeNull()
    expect(unseal([{ ...next, id: "old" }], before, target)).toBeNull()
  })

  test.each([
    ["another person's", { parent: "43", field: "passport_number" }],
    ["another field's", { parent: "42", field: "tax_id" }],
  ] as const)("is refused in %s record", (_where, elsewhere) => {
    const keys = [key("a")]

    expect(unseal(keys, sealText(keys, "C01X00T47", target), elsewhere)).toBeNull()
  })

  test("is refused when any of its bits was changed, or it was cut", () => {
    const keys = [key("a")]
    const sealed = sealText(keys, "C01X00T47", target)
    const [used, id, ...texts] = sealed.split(".")
    const bodies = texts.map((text) => Buffer.from(text, "base64url"))
    const damaged = bodies.flatMap((body, part) =>
      Array.from({ length: body.length * 8 }, (_bit, bit) => {
        const changed = Buffer.from(body)
        changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
        return [used, id, ...bodies.with(part, changed).map((each) => each.toString("base64url"))].join(".")
      }),
    )
    const cut = Array.from({ length: sealed.length }, (_end, end) => sealed.slice(0, end))

    const read = [...damaged, ...cut, `${sealed}AAAA`].map((text) => unseal(keys, text, target))
    expect(read.filter((text) => text !== null)).toEqual([])
  })

  test("is no seal of the other kind", () => {
    const keys = [key("a")]
    const sealed = sealText(keys, "C01X00T47", target)

    const renamed = sealed.replace(/^v[12]/, version === "v1" ? "v2" : "v1")
    expect(unseal(keys, renamed, target)).toBeNull()
    expect(unseal(keys, sealed.replace(/^v[12]/, "v3"), target)).toBeNull()
  })
})

test.each(["", "C01X00T47", "v2.0.1", "v2.a.short"])("%j was never sealed", (text) => {
  expect(isSealed(text)).toBe(false)
  expect(unseal([key("a")], text, target)).toBeNull()
})

test.each([1, 8, 9, 20])("%i characters fit a column of 50, sealed by a key with an id of two", (length) => {
  const sealed = seal([key("k2")], "7".repeat(length), target)

  expect(sealed).toMatch(/^v2\.k2\.[\w-]+$/)
  expect(sealed.length).toBeLessThanOrEqual(50)
})

test.each([20, 50, 63, 255])(
  "what is said to fit a column of %i does, and one byte more does not",
  (column) => {
    const keys = [key("k2")]
    const fits = sealableBytes(column, "k2")
    const lengthOf = (bytes: number) => seal(keys, "7".repeat(bytes), target).length

    if (fits > 0) expect(lengthOf(fits)).toBeLessThanOrEqual(column)
    expect(lengthOf(fits + 1)).toBeGreaterThan(column)
  },
)

test("the same text is sealed alike for one person and field, and for nobody and nowhere else", () => {
  const keys = [key("a")]
  const places = [
    target,
    { parent: "43", field: "passport_number" },
    { parent: "42", field: "tax_id" },
    { parent: "4", field: "passport_number" },
  ] as const

  expect(seal(keys, "same", target)).toBe(seal(keys, "same", target))
  expect(new Set(places.map((place) => seal(keys, "same", place))).size).toBe(places.length)
  expect(new Set(["a", "b"].map((id) => seal([key(id)], "same", target).slice(5))).size).toBe(2)
})

test("texts that differ in one letter share nothing but their length", () => {
  const keys = [key("a")]
  const bodies = Array.from({ length: 200 }, (_, n) =>
    Buffer.from(seal(keys, `C01X00T${n + 100}`, target).slice(5), "base64url"),
  )

  expect(new Set(bodies.map((body) => body.subarray(0, 12).toString("hex"))).size).toBe(200)
  expect(new Set(bodies.map((body) => body.subarray(12, 19).toString("hex"))).size).toBe(200)
})

test("a long seal is never alike twice, as it has always been", () => {
  const keys = [key("a")]

  expect(longSeal(keys, "same", target)).not.toBe(longSeal(keys, "same", target))
})

test("without a key nothing is sealed, and the message says which variable is missing", () => {
  expect(() => seal([], "C01X00T47", target)).toThrow("FIELD_ENCRYPTION_KEYS")
})
