import { describe, expect, test } from "vitest"
import { gateErrorOf } from "../fake-wire"
import { acme, collect, idsOf, type Subject, seeded, umbrella } from "./subject"

const organizations = [acme, umbrella]

/** 45 extras of acme. */
const fullHouse = {
  organizations,
  fillTo: { resource: "user_extra", count: 45, organization: acme.id },
} as const

/** Paging of every list (contract §2). */
export function describeLists(subject: Subject) {
  describe("lists", () => {
    test("a page holds the records from its offset, the count of all, and whether there are more", async () => {
      const { client } = await seeded(subject, fullHouse)

      const everything = await client.userExtras.list({ limit: 100 })
      const middle = await client.userExtras.list({ limit: 10, offset: 20 })
      const last = await client.userExtras.list({ limit: 10, offset: 40 })

      expect(idsOf(middle.results)).toEqual(idsOf(everything.results).slice(20, 30))
      expect([middle.count, middle.next === null, middle.previous === null]).toEqual([45, false, false])
      expect([last.results.length, last.next, everything.previous]).toEqual([5, null, null])
    })

    test("an offset behind the end is an empty page", async () => {
      const { client } = await seeded(subject, fullHouse)

      expect(await client.userExtras.list({ offset: 100 })).toMatchObject({
        count: 45,
        results: [],
        next: null,
      })
    })

    test("all records come once, however small the pages", async () => {
      const { client } = await seeded(subject, fullHouse)

      const small = await collect(client.userExtras.all({ limit: 7 }))
      const large = await collect(client.userExtras.all())

      expect(new Set(idsOf(small)).size).toBe(45)
      expect(idsOf(small)).toEqual(idsOf(large))
    })

    test("a limit above the server's is cut, and the walk still reaches the end", async () => {
      const fillTo = { resource: "user", count: 120, organization: acme.id } as const
      const { client } = await seeded(subject, { organizations, fillTo })

      const pages = await collect(client.users.pages({ limit: 500 }))

      expect(pages.map((page) => page.results.length)).toEqual([100, 20])
    })

    test.each([true, false])(
      "filters hold on every page when next keeps them: %s",
      async (nextKeepsFilters) => {
        const strangers = [1, 2, 3].map((id) => ({
          id,
          username: `stranger-${id}`,
          organization: umbrella.id,
        }))
        const user_extra = strangers.map(({ id }) => ({ id, parent: id }))
        const { client } = await seeded(subject, {
          ...fullHouse,
          users: strangers,
          user_extra,
          dialect: { nextKeepsFilters },
        })

        const filter = { parent__organization_id: acme.id, limit: 10 }
        const found = idsOf(await collect(client.userExtras.all(filter)))

        expect(found).toHaveLength(42)
        expect(found.filter((id) => ["1", "2", "3"].includes(id))).toEqual([])
      },
    )

    test("a negative limit is refused or ignored, as the dialect has it", async () => {
      const { client, dialect } = await seeded(subject, fullHouse)

      const call = client.userExtras.list({ limit: -1 })

      if (dialect === "documents")
        expect(await gateErrorOf(call)).toMatchObject({ kind: "validation", status: 400 })
      else expect((await call).results).toHaveLength(20)
    })
  })
}
