import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import type { Dialect } from "./dialect"
import { testGate } from "./test-gate"

const database = testDatabase({ isEmptied: false })

async function setup(dialect: Partial<Dialect> = {}) {
  const gate = testGate(database.db)
  const fillTo = { resource: "user_extra", count: 130, organization: "acme" }
  await gate.seed({ organizations: [{ id: 7, name: "acme" }], fillTo, dialect })
  const page = async (query: string) => {
    const { body } = await gate.api("GET", `/user_extra/?${query}`)
    return body as { count: number; next: string | null; previous: string | null; results: { id: number }[] }
  }
  return { gate, page }
}

test("links carry every parameter in order of name, with the limit in force", async () => {
  const { page } = await setup()

  const first = await page("parent__organization_id=7&limit=500&zeta=%20&device_info=false")

  const query = "device_info=false&limit=100&offset=100&parent__organization_id=7&zeta=+"
  expect(first.next).toBe(`http://gate.test/api/v1/user_extra/?${query}`)
  expect(first).toMatchObject({ count: 130, previous: null })
  expect(first.results).toHaveLength(100)
})

test("the page before the second has no offset", async () => {
  const { page } = await setup()

  expect((await page("limit=20&offset=10")).previous).toBe("http://gate.test/api/v1/user_extra/?limit=20")
  expect((await page("limit=20&offset=50")).previous).toBe(
    "http://gate.test/api/v1/user_extra/?limit=20&offset=30",
  )
})

test("20 records are a page when nothing is said, and beyond the end there are none", async () => {
  const { page } = await setup()

  expect((await page("")).results).toHaveLength(20)
  expect(await page("offset=200")).toMatchObject({ results: [], next: null, count: 130 })
})

test("following next shows every record once, in order of id", async () => {
  const { gate, page } = await setup()
  const ids: number[] = []

  for (let query: string | undefined = "limit=50"; query; ) {
    const { next, results } = await page(query)
    ids.push(...results.map(({ id }) => id))
    query = next?.split("?")[1]
  }

  expect(ids).toEqual(Array.from({ length: 130 }, (_, index) => index + 1))
  expect((await gate.api("GET", "/user/?limit=1")).body).toMatchObject({ count: 130 })
})

test("with nextKeepsFilters off, links carry only limit and offset", async () => {
  const { page } = await setup({ nextKeepsFilters: false })

  expect((await page("parent__organization_id=acme&limit=20")).next).toBe(
    "http://gate.test/api/v1/user_extra/?limit=20&offset=20",
  )
})

test.each(["limit=0", "limit=-1", "limit=abc", "limit=", "offset=1.5", "offset=99999999999999999999"])(
  "strict: %s is refused; lenient: it is read as absent",
  async (query) => {
    const strict = await setup()
    expect(await strict.gate.api("GET", `/user_extra/?${query}`)).toMatchObject({ status: 400 })

    const lenient = await setup({ strictQuery: false })
    expect((await lenient.page(query)).results[0]).toMatchObject({ id: 1 })
    expect((await lenient.page(query)).results).toHaveLength(20)
  },
)

test("filters that name nothing find nothing", async () => {
  const { page } = await setup()

  expect(await page("parent=999999")).toMatchObject({ count: 0, results: [] })
  expect(await page("parent=user123")).toMatchObject({ count: 0 })
  expect(await page("parent__organization_id=nobody")).toMatchObject({ count: 0 })
})
