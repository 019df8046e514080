import { describe, expect, test } from "vitest"
import { gateErrorOf } from "../fake-wire"
import { adasExtra, type Subject, seeded, smallWorld, umbrella } from "./subject"

const tokens = {
  readonly: { token: "suite-readonly", access: "readonly" },
  none: { token: "suite-none", access: "none" },
  umbrella: { token: "suite-umbrella", access: "full", organization: umbrella.id },
} as const

/** Tokens and what they may do (contract §1, §3, §11 D36-D37). */
export function describePermissions(subject: Subject) {
  const world = { ...smallWorld, tokens: Object.values(tokens) }

  describe("permissions", () => {
    test("a wrong token is told apart from every other refusal", async () => {
      const gate = await seeded(subject, world)
      const client = gate.clientWith("suite-unknown")

      const errors = await Promise.all([
        gateErrorOf(client.users.list()),
        gateErrorOf(client.userExtras.create({ parent: 42 })),
        gateErrorOf(client.userTokens.delete(42)),
      ])

      const expected = { kind: "auth", status: 401, outcome: "not-applied", retryable: false }
      expect(errors).toMatchObject([expected, expected, expected])
    })

    test("a token that may only read is forbidden to write", async () => {
      const gate = await seeded(subject, world)
      const client = gate.clientWith(tokens.readonly.token)

      const found = await client.userExtras.get(adasExtra.id)
      const error = await gateErrorOf(client.userExtras.patch(adasExtra.id, { city: "Paris" }))

      expect(found).toMatchObject({ city: "London" })
      expect(error).toMatchObject({ kind: "forbidden", status: 403, outcome: "not-applied" })
      expect(await gate.client.userExtras.get(adasExtra.id)).toMatchObject({ city: "London" })
    })

    test("a token without permission is forbidden everything", async () => {
      const gate = await seeded(subject, world)
      const client = gate.clientWith(tokens.none.token)

      const errors = await Promise.all([
        gateErrorOf(client.users.list()),
        gateErrorOf(client.userExtras.list()),
        gateErrorOf(client.userTokens.list()),
      ])

      expect(errors.map((error) => error.kind)).toEqual(["forbidden", "forbidden", "forbidden"])
    })

    test("another organization's record is out of reach and not listed", async () => {
      const gate = await seeded(subject, world)
      const client = gate.clientWith(tokens.umbrella.token)

      const error = await gateErrorOf(client.userExtras.get(adasExtra.id))
      const listed = await client.userExtras.list()

      expect(error.kind).toBe({ documents: "forbidden", drf: "notFound" }[gate.dialect])
      expect(listed.results).toEqual([])
    })
  })
}
