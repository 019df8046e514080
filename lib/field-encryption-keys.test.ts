import { expect, test } from "vitest"
import { readEnvironment } from "./env"

const base = { AUTH_SECRET: "s".repeat(32), DATA_DIR: "/tmp" }
const [one, two] = [Buffer.alloc(32, 1).toString("base64"), Buffer.alloc(32, 2).toString("base64url")]
const remote = {
  GATE_BASE_URL: "https://gate.example",
  GATE_API_TOKEN: "t",
  SMTP_URL: "smtp://mail.example",
  MAIL_FROM: "a@example.org",
}

test("field encryption keys are read in their order, as base64 or base64url", () => {
  const { fieldKeys } = readEnvironment({ ...base, FIELD_ENCRYPTION_KEYS: `n:${one}, o:${two}` })

  expect(fieldKeys).toEqual([
    { id: "n", key: Buffer.alloc(32, 1) },
    { id: "o", key: Buffer.alloc(32, 2) },
  ])
})

test("the embedded GATE has a key of this site's own, the same at every start", () => {
  const [first, second] = [readEnvironment(base), readEnvironment(base)]

  expect(first.fieldKeys).toHaveLength(1)
  expect(first.fieldKeys).toEqual(second.fieldKeys)
})

test("a GATE elsewhere has no key unless one is named", () => {
  expect(readEnvironment({ ...base, ...remote }).fieldKeys).toEqual([])
})

test.each(["secret", `n:${one.slice(8)}`, `n:${one},n:${two}`, `n.o:${one}`, `n:${one},`])(
  "keys like %j are refused without being quoted",
  (keys) => {
    const read = () => readEnvironment({ ...base, FIELD_ENCRYPTION_KEYS: keys })

    expect(read).toThrow(/FIELD_ENCRYPTION_KEYS must list keys/)
    expect(read).not.toThrow(new RegExp(one.slice(0, 8)))
  },
)
