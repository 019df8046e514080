import fc from "fast-check"
import { expect, test } from "vitest"
import { answer, gateErrorOf, page, setupClient } from "./fake-wire"
import { eachItem, eachPage, type FetchPage, offsetAfter } from "./pagination"
import type { WireRequest } from "./wire"

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = []
  for await (const item of items) collected.push(item)
  return collected
}

const paths = (requests: WireRequest[]) => requests.map((request) => request.path)

test("a list sends limit and offset even when nobody asked for them", async () => {
  const { client, wire } = setupClient([page([])])

  await client.userExtras.list({ parent: "42", device_info: false })
  await client.userExtras.list({ limit: 10, offset: 20 })

  expect(paths(wire.requests)).toEqual([
    "/user_extra/?parent=42&device_info=false&limit=25&offset=0",
    "/user_extra/?limit=10&offset=20",
  ])
})

test("next gives only limit and offset: its host, path prefix and lost filters do not matter", async () => {
  const { client, wire } = setupClient([
    page([{ id: 1 }], "http://10.0.0.7:8000/internal/user_extra/?limit=40&offset=40"),
    page(
      [{ id: 2 }],
      "http://10.0.0.7:8000/internal/user_extra/?limit=40&offset=80&parent__organization_id=9",
    ),
    page([{ id: 3 }]),
  ])

  const found = await collect(client.userExtras.all({ parent__organization_id: 7 }))

  expect(found.map((record) => record.id)).toEqual([1, 2, 3])
  expect(paths(wire.requests)).toEqual([
    "/user_extra/?parent__organization_id=7&limit=100&offset=0",
    "/user_extra/?parent__organization_id=7&limit=40&offset=40",
    "/user_extra/?parent__organization_id=7&limit=40&offset=80",
  ])
})

test("a next that pages by number is followed, with the caller's filters on top", async () => {
  const { client, wire } = setupClient([
    page([{ id: 1 }], "https://gate.example/api/v1/user/?limit=100&offset=0&page=2"),
    page([{ id: 2 }], "https://gate.example/api/v1/user/?cursor=abc&organization=other"),
    page([{ id: 3 }]),
  ])

  const found = await collect(client.users.all({ organization: "acme" }))

  expect(found).toHaveLength(3)
  expect(paths(wire.requests).slice(1)).toEqual([
    "/user/?limit=100&offset=0&page=2&organization=acme",
    "/user/?cursor=abc&organization=acme",
  ])
})

test.each([
  ["the same page", "https://gate.example/api/v1/user/?limit=100&offset=0", 2],
  ["an earlier page", "https://gate.example/api/v1/user/?limit=100", 3],
  ["another path", "https://gate.example/admin/?cursor=abc", 2],
  ["no URL at all", "http://[", 2],
])("a next that leads to %s ends the walk with an error", async (_, next, requests) => {
  const { client, wire } = setupClient([
    page([{ id: 1 }], "https://gate.example/api/v1/user/?limit=100&offset=0&page=2"),
    page([{ id: 2 }], next),
    page([{ id: 3 }], next),
  ])

  const error = await gateErrorOf(collect(client.users.pages()))

  expect(error).toMatchObject({
    kind: "protocol",
    reason: "bad-paging",
    retryable: false,
    outcome: "not-applied",
    request: { method: "GET", path: "/user/" },
  })
  expect(wire.requests).toHaveLength(requests)
})

test("a next that leads back behind where the walk began ends it", async () => {
  const { client, wire } = setupClient([page([{ id: 1 }], "https://gate.example/api/v1/user/?offset=100")])

  const error = await gateErrorOf(collect(client.users.pages({ offset: 200 })))

  expect(error.reason).toBe("bad-paging")
  expect(wire.requests).toHaveLength(1)
})

test("a circle is one in whatever order next writes its parameters", async () => {
  const { client, wire } = setupClient([
    page([{ id: 1 }], "https://gate.example/api/v1/user/?cursor=abc&part=2"),
    page([{ id: 2 }], "https://gate.example/api/v1/user/?part=2&cursor=abc"),
  ])

  const error = await gateErrorOf(collect(client.users.pages()))

  expect(error.reason).toBe("bad-paging")
  expect(wire.requests).toHaveLength(2)
})

test("a next that echoes the offset of a later page is followed by its own parameter", async () => {
  const { client, wire } = setupClient([
    page([{ id: 1 }], "https://gate.example/api/v1/user/?limit=100&offset=100"),
    page([{ id: 2 }], "https://gate.example/api/v1/user/?limit=100&offset=100&cursor=abc"),
    page([{ id: 3 }]),
  ])

  await collect(client.users.pages())

  expect(paths(wire.requests).at(-1)).toBe("/user/?limit=100&offset=100&cursor=abc")
})

test("a record that moved to the next page while reading comes once", async () => {
  const { client } = setupClient([
    page([{ id: 1 }, { id: 2 }], "https://gate.example/api/v1/user/?limit=2&offset=2"),
    page([{ id: "2" }, { id: 3 }]),
  ])

  const found = await collect(client.users.all({ limit: 2 }))

  expect(found.map((user) => user.id)).toEqual([1, 2, 3])
})

test("a bare array is the only page", async () => {
  const { client } = setupClient([answer(200, [{ id: 1 }, { id: 2 }])])

  const pages = await collect(client.userTokens.pages())

  expect(pages).toEqual([{ count: 2, next: null, previous: null, results: [{ id: 1 }, { id: 2 }] }])
})

test("whatever next says, a walk ends", async () => {
  const query = fc.record({
    limit: fc.nat(200),
    offset: fc.integer({ min: -50, max: 500 }),
    cursor: fc.nat(5),
  })
  const next = fc.oneof(
    fc.constant(null),
    fc.webUrl(),
    fc.string(),
    query.map(
      ({ limit, offset, cursor }) => `http://h/user/?limit=${limit}&offset=${offset}&cursor=${cursor}`,
    ),
    query.map(({ cursor }) => `/user/?cursor=${cursor}`),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(next, { minLength: 1, maxLength: 8 }), async (script) => {
      let calls = 0
      const fetchPage: FetchPage<{ id: number }> = async () => {
        const results = [{ id: calls }]
        return { count: 1, next: script[calls++ % script.length] ?? null, previous: null, results }
      }

      await collect(eachItem(eachPage(fetchPage, "/user/", {}))).catch(() => [])

      expect(calls).toBeLessThanOrEqual(100)
    }),
    { numRuns: 100 },
  )
})

test("a list that never ends is given up after ten thousand pages", async () => {
  let offset = 0
  const fetchPage: FetchPage<{ id: number }> = async () => {
    offset += 100
    return { count: 1, next: `/user/?limit=100&offset=${offset}`, previous: null, results: [{ id: offset }] }
  }

  const error = await gateErrorOf(collect(eachPage(fetchPage, "/user/", {})))

  expect(error.reason).toBe("bad-paging")
  expect(offset).toBe(1_000_000)
})

test.each([
  ["http://10.0.0.7:8000/internal/user_extra/?limit=40&offset=40&parent__organization_id=9", 40],
  [null, null],
])("a walk that outlives its process goes on at the offset of %s", (next, expected) => {
  expect(offsetAfter({ next }, 0, "/user_extra/")).toBe(expected)
})

test.each([
  "http://gate.example/user_extra/?limit=40&offset=40",
  "http://gate.example/user_extra/?limit=40",
  "http://gate.example/user_extra/?limit=40&offset=-1",
  "http://gate.example/user_extra/?limit=40&offset=80x",
  "http://gate.example/user_extra/?limit=40&offset=x80",
  "http://",
])("a next of %s leads a walk at 40 nowhere", (next) => {
  expect(() => offsetAfter({ next }, 40, "/user_extra/")).toThrow(
    expect.objectContaining({ reason: "bad-paging" }),
  )
})
