import { describe, expect, test } from "vitest"
import type { NewUserExtra } from "../contract/user-extra"
import { gateErrorOf } from "../fake-wire"
import { ada, adasExtra, bob, clearedExtra, idsOf, type Subject, seeded } from "./subject"

function describeCreation(subject: Subject) {
  test("a record created for a new user's id is read back with what was sent", async () => {
    const { client } = await seeded(subject)
    const user = await client.users.create({ username: "grace" })
    const sent = { event: "TechConf", locale: "en_US", accept_terms: true, custom_field_8: "new", age: 30 }

    const created = await client.userExtras.create({ ...sent, parent: user.id })

    const found = await client.userExtras.get(created.id, { device_info: true })
    expect(found).toMatchObject(sent)
    expect(String(found.parent)).toBe(String(user.id))
    expect(found.telephone ?? null).toBeNull()
  })

  test("a second record for one parent is refused and nothing is added", async () => {
    const { client, dialect } = await seeded(subject)

    const error = await gateErrorOf(client.userExtras.create({ parent: ada.id }))

    const expected = { documents: ["conflict", false], drf: ["validation", true] }
    expect([error.kind, "parent" in error.fieldErrors]).toEqual(expected[dialect])
    expect(error).toMatchObject({ outcome: "not-applied", retryable: false })
    expect((await client.userExtras.list({ parent: ada.id })).results).toHaveLength(1)
  })

  test("an unknown parent is refused", async () => {
    const { client, dialect } = await seeded(subject)

    const error = await gateErrorOf(client.userExtras.create({ parent: 999 }))

    const expected = { documents: ["notFound", false], drf: ["validation", true] }
    expect([error.kind, "parent" in error.fieldErrors]).toEqual(expected[dialect])
    expect(error.outcome).toBe("not-applied")
  })

  test("a missing parent and invalid values are named at their fields, all at once", async () => {
    const { client } = await seeded(subject)
    const invalid = { gender: "x", birthday: "2023-02-30", age: "old" } as unknown as NewUserExtra

    const error = await gateErrorOf(client.userExtras.create(invalid))

    expect(error).toMatchObject({ kind: "validation", status: 400 })
    expect(Object.keys(error.fieldErrors).sort()).toEqual(["age", "birthday", "gender", "parent"])
  })
}

function describeChanges(subject: Subject) {
  test("a patch changes what it names, null clears, and the rest stays", async () => {
    const { client } = await seeded(subject)

    await client.userExtras.patch(adasExtra.id, { city: "Paris", age: null })

    const found = await client.userExtras.get(adasExtra.id)
    expect(found).toMatchObject({ ...adasExtra, city: "Paris", age: null })
  })

  test("a replacement clears whatever is null and keeps the parent", async () => {
    const { client } = await seeded(subject)

    await client.userExtras.replace(adasExtra.id, { ...clearedExtra(String(ada.id)), city: "Rome" })

    const found = await client.userExtras.get(adasExtra.id)
    expect(found).toMatchObject({ id: adasExtra.id, parent: ada.id, city: "Rome", age: null })
    expect([found.accept_terms, found.custom_field_1]).toEqual([null, null])
  })

  test("an invalid patch changes nothing", async () => {
    const { client } = await seeded(subject)

    const error = await gateErrorOf(
      client.userExtras.patch(adasExtra.id, { city: "Paris", birthday: "14.2.1990" }),
    )

    expect(Object.keys(error.fieldErrors)).toEqual(["birthday"])
    expect(await client.userExtras.get(adasExtra.id)).toMatchObject({ city: "London" })
  })

  test("a deleted record is gone, its parent is not, and a new one may be made", async () => {
    const { client } = await seeded(subject)

    await client.userExtras.delete(adasExtra.id)

    const errors = await Promise.all([
      gateErrorOf(client.userExtras.get(adasExtra.id)),
      gateErrorOf(client.userExtras.delete(adasExtra.id)),
      gateErrorOf(client.userExtras.patch(adasExtra.id, { city: "Paris" })),
    ])
    expect(errors.map((error) => error.status)).toEqual([404, 404, 404])
    expect(await client.users.get(ada.id)).toMatchObject({ username: ada.username })
    await expect(client.userExtras.create({ parent: ada.id })).resolves.toBeDefined()
  })
}

/** `/user_extra/` (contract §4, §7). */
export function describeUserExtras(subject: Subject) {
  describe("user extras", () => {
    describeCreation(subject)
    describeChanges(subject)

    test("the list is filtered by parent and by the parent's organization", async () => {
      const { client } = await seeded(subject)
      await client.userExtras.create({ parent: bob.id })

      const queries = [
        { parent: String(ada.id) },
        { parent__organization_id: ada.organization },
        { parent__organization_id: ada.organization, parent: bob.id },
        { parent: 999 },
      ]
      const pages = await Promise.all(queries.map((query) => client.userExtras.list(query)))

      expect(pages.map((page) => idsOf(page.results))).toEqual([["5"], ["5"], [], []])
    })
  })
}
