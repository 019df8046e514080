import { describe, expect, test } from "vitest"
import type { NewUser, User } from "../contract/user"
import { gateErrorOf } from "../fake-wire"
import { ada, adasExtra, bob, idsOf, type Subject, seeded } from "./subject"

const grace = {
  username: "grace+gate@example.org",
  email: "grace@example.org",
  password: "Zj4-correct-horse",
  organization: "acme",
  profile: { first_name: "Grace", last_name: "Hopper", role: "user" },
}

/** The documents nest names in `profile`; the live service probably shows them at the top (contract §11 D31). */
function nameOf(user: User) {
  const nested = Array.isArray(user.profile) ? null : user.profile
  return { first: user.first_name ?? nested?.first_name, last: user.last_name ?? nested?.last_name }
}

function describeWrites(subject: Subject) {
  test("a created user is found by id and by username, and no answer shows the password", async () => {
    const { client } = await seeded(subject)

    const created = await client.users.create(grace)

    const byId = await client.users.get(created.id)
    const byName = await client.users.getByUsername(grace.username)
    expect(idsOf([byId, byName])).toEqual(idsOf([created, created]))
    expect(byName).toMatchObject({ username: grace.username, email: grace.email })
    expect(nameOf(byId)).toEqual({ first: "Grace", last: "Hopper" })
    expect(JSON.stringify([created, byId, byName])).not.toMatch(/password|correct-horse/)
  })

  test("a username that exists is refused at its field", async () => {
    const { client } = await seeded(subject)

    const error = await gateErrorOf(client.users.create({ username: ada.username }))

    expect(error).toMatchObject({ kind: "validation", status: 400, outcome: "not-applied", retryable: false })
    expect(error.fieldErrors.username).toHaveLength(1)
  })

  test("all invalid fields are named at once", async () => {
    const { client } = await seeded(subject)

    const error = await gateErrorOf(client.users.create({ email: "no address" } as NewUser))

    expect(Object.keys(error.fieldErrors).sort()).toEqual(["email", "username"])
  })

  test("a patch merges the profile and leaves the rest alone", async () => {
    const { client } = await seeded(subject)

    await client.users.patchByUsername(ada.username, { profile: { last_name: "King" } })
    await client.users.patch(ada.id, { email: "king@example.org" })

    const found = await client.users.get(ada.id)
    expect(nameOf(found)).toEqual({ first: "Ada", last: "King" })
    expect(found).toMatchObject({ username: ada.username, email: "king@example.org" })
  })

  test("a user is replaced by username and by id", async () => {
    const { client } = await seeded(subject)
    const replacement = { username: "ada.king", email: "king@example.org", organization: "acme" }

    await client.users.replaceByUsername(ada.username, { ...replacement, profile: { first_name: "A" } })
    const first = await client.users.getByUsername("ada.king")
    await client.users.replace(first.id, { ...replacement, profile: { first_name: "B" } })
    const second = await client.users.get(first.id)

    expect([nameOf(first).first, nameOf(second).first]).toEqual(["A", "B"])
    expect(second).toMatchObject({ username: "ada.king", email: "king@example.org" })
  })

  test("deleting a user takes the extras along, and a second time finds nobody", async () => {
    const { client } = await seeded(subject)

    await client.users.delete(ada.id)
    await client.users.deleteByUsername(bob.username)

    const lost = await Promise.all([
      gateErrorOf(client.users.delete(ada.id)),
      gateErrorOf(client.users.deleteByUsername(bob.username)),
      gateErrorOf(client.userExtras.get(adasExtra.id)),
    ])
    expect(lost.map((error) => error.kind)).toEqual(["notFound", "notFound", "notFound"])
  })
}

/** `/user/` (contract §5). */
export function describeUsers(subject: Subject) {
  describe("users", () => {
    describeWrites(subject)

    test("the list is filtered by id, username, organization and role", async () => {
      const { client } = await seeded(subject)

      const queries = [
        { id: ada.id },
        { username: ada.username },
        { organization: "acme" },
        { role: "admin" },
        { username: "nobody" },
      ]
      const pages = await Promise.all(queries.map((query) => client.users.list(query)))

      expect(pages.map((page) => idsOf(page.results))).toEqual([["42"], ["42"], ["42"], ["42"], []])
    })

    test("an unknown user is not found by id and by username, read or written", async () => {
      const { client } = await seeded(subject)

      const errors = await Promise.all([
        gateErrorOf(client.users.get(999)),
        gateErrorOf(client.users.getByUsername("nobody@example.org")),
        gateErrorOf(client.users.patch(999, { email: null })),
        gateErrorOf(client.users.patchByUsername("nobody", { email: null })),
      ])

      expect(errors.map((error) => error.status)).toEqual([404, 404, 404, 404])
    })
  })
}
