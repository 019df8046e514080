import { describe, expect, test } from "vitest"
import { gateErrorOf } from "../fake-wire"
import { acme, ada, adasExtra, idsOf, type Subject, seeded } from "./subject"

const grace = {
  username: "grace",
  external_id: "crm-1",
  organization: acme.id,
  profile: ["basic", "premium"],
}

const cleared = {
  email: null,
  first_name: null,
  last_name: null,
  external_id: null,
  klass: null,
  is_active: true,
  organization: null,
  description: null,
  expiration: null,
  avatar_url: null,
  profile: [],
  user_time: null,
}

/** `/user_token/` (contract §6). */
export function describeUserTokens(subject: Subject) {
  describe("user tokens", () => {
    test("a created account is an account of /user/ too, and no answer shows the password", async () => {
      const { client } = await seeded(subject)

      const created = await client.userTokens.create({ ...grace, password: "Zj4-correct-horse" })

      const found = await client.userTokens.get(created.id)
      expect(found).toMatchObject({ ...grace, is_active: true })
      expect(idsOf([await client.users.getByUsername("grace")])).toEqual(idsOf([created]))
      expect(JSON.stringify([created, found])).not.toMatch(/password|correct-horse/)
    })

    test("a username that exists is refused at its field", async () => {
      const { client } = await seeded(subject)

      const error = await gateErrorOf(client.userTokens.create({ username: ada.username }))

      expect(error).toMatchObject({ kind: "validation", status: 400, outcome: "not-applied" })
      expect(error.fieldErrors.username).toHaveLength(1)
    })

    test("time is shown only when the balance is asked for", async () => {
      const { client } = await seeded(subject)
      const { id } = await client.userTokens.create({ username: "grace", user_time: 3600 })

      const [plain, balanced] = [
        await client.userTokens.get(id),
        await client.userTokens.get(id, { balance: true }),
      ]
      const listed = await client.userTokens.list({ username: "grace", balance: true })

      expect([plain.user_time, balanced.user_time]).toEqual([undefined, 3600])
      expect(listed.results.map((account) => account.user_time)).toEqual([3600])
    })

    test("a patch replaces the list of profiles as a whole and leaves the rest alone", async () => {
      const { client } = await seeded(subject)
      const { id } = await client.userTokens.create(grace)

      await client.userTokens.patch(id, { profile: ["guest"], is_active: false })

      const expected = { ...grace, profile: ["guest"], is_active: false }
      expect(await client.userTokens.get(id)).toMatchObject(expected)
    })

    test("a replacement clears whatever is null", async () => {
      const { client } = await seeded(subject)
      const { id } = await client.userTokens.create(grace)

      await client.userTokens.replace(id, { ...cleared, username: "hopper", description: "Rear admiral" })

      const expected = { username: "hopper", description: "Rear admiral", profile: [] }
      expect(await client.userTokens.get(id)).toMatchObject(expected)
      expect((await client.userTokens.get(id)).external_id ?? null).toBeNull()
    })

    test("the list is filtered by exact username and by organization", async () => {
      const { client } = await seeded(subject)

      const queries = [
        { username: ada.username },
        { username: "ada" },
        { organization: acme.id },
        { organization: acme.name },
      ]
      const pages = await Promise.all(queries.map((query) => client.userTokens.list(query)))

      expect(pages.map((page) => idsOf(page.results))).toEqual([["42"], [], ["42"], ["42"]])
    })

    test("deleting an account deletes the user and the extras", async () => {
      const { client } = await seeded(subject)

      await client.userTokens.delete(ada.id)

      const errors = await Promise.all([
        gateErrorOf(client.userTokens.get(ada.id)),
        gateErrorOf(client.users.get(ada.id)),
        gateErrorOf(client.userExtras.get(adasExtra.id)),
      ])
      expect(errors.map((error) => error.kind)).toEqual(["notFound", "notFound", "notFound"])
    })
  })
}
