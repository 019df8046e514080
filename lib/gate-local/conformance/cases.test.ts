import { readFileSync } from "node:fs"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { z } from "zod"
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-database"
import { fullToken, testGate } from "../test-gate"

const json = z.record(z.string(), z.unknown())
const caseSchema = z.object({
  id: z.string(),
  revision: z.string(),
  auth: z.enum(["valid", "missing", "invalid", "readonly", "otherOrg", "noAccess"]),
  method: z.string(),
  path: z.string(),
  query: z.record(z.string(), z.string()),
  body: json.nullable(),
  rawBody: z.string().optional(),
  expectStatus: z.number(),
  exampleResponse: json.nullable(),
  expectKeys: z.array(z.string()),
  expectItemKeys: z.array(z.string()).default([]),
  expectErrorKeys: z.array(z.string()).default([]),
  forbidKeys: z.array(z.string()).default([]),
  inferredErrorBody: json.optional(),
  nextQuery: z.record(z.string(), z.string()).optional(),
  volatile: z.array(z.string()).default([]),
  setup: json.default({}),
  provoke: z.string().optional(),
})
type Case = z.infer<typeof caseSchema>

const { cases } = z
  .object({ cases: z.array(caseSchema) })
  .parse(JSON.parse(readFileSync(path.join(import.meta.dirname, "cases.json"), "utf8")))

const tokens = [
  { token: "readonly-token", access: "readonly" },
  { token: "other-organization-token", access: "full", organization: "owns-nothing" },
  { token: "no-access-token", access: "none" },
]
const authorization: Record<Case["auth"], string | undefined> = {
  valid: `Bearer ${fullToken}`,
  missing: undefined,
  invalid: "Bearer not-a-token",
  readonly: "Bearer readonly-token",
  otherOrg: "Bearer other-organization-token",
  noAccess: "Bearer no-access-token",
}

/** Every fixed key of the example is present and equal; of lists only the items shown count (contract §12). */
function expectSubset(actual: unknown, example: unknown, volatile: string[], at = ""): void {
  if (volatile.includes(at)) return
  if (Array.isArray(example)) {
    for (const [index, item] of example.entries()) {
      expectSubset((actual as unknown[])[index], item, volatile, at === "results" ? "" : `${at}.${index}`)
    }
  } else if (typeof example === "object" && example !== null) {
    for (const [key, value] of Object.entries(example)) {
      expectSubset((actual as Record<string, unknown>)[key], value, volatile, at ? `${at}.${key}` : key)
    }
  } else {
    expect(actual, at).toEqual(example)
  }
}

const valueAt = (body: unknown, dotted: string) =>
  dotted
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], body)

const items = (body: Record<string, unknown>) =>
  (Array.isArray(body.results) ? body.results : [body]) as Record<string, unknown>[]

describe("the examples of the documents", () => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.close())

  test("there are 112 of them", () => {
    expect(cases).toHaveLength(112)
  })

  async function run(example: Case) {
    const { gate, seed } = testGate(database.db)
    const repeated = example.provoke?.includes("deleted before")
    const setup = repeated ? cases.find(({ id }) => id === "002-new-delete-curl")?.setup : example.setup
    expect(await seed({ ...setup, tokens })).toMatchObject({ status: 204 })
    const url = `http://gate.test/api/v1${example.path}?${new URLSearchParams(example.query)}`
    const body = example.rawBody ?? (example.body ? JSON.stringify(example.body) : null)
    const sent = authorization[example.auth]
    const headers = { "content-type": "application/json", ...(sent ? { authorization: sent } : {}) }
    const send = () => gate.fetch(new Request(url, { method: example.method, headers, body }))
    if (repeated) expect((await send()).status).toBe(204)
    return send()
  }

  test.each(cases.map((example) => [example.id, example] as const))("%s", async (_id, example) => {
    const response = await run(example)

    const text = await response.text()
    expect(response.status, text).toBe(example.expectStatus)
    if (response.status === 204) return expect(text).toBe("")
    const body = json.parse(JSON.parse(text))
    for (const key of [...example.expectKeys, ...example.expectErrorKeys]) expect(body).toHaveProperty([key])
    for (const key of example.expectItemKeys) expect(items(body)[0]).toHaveProperty([key])
    for (const item of items(body)) {
      for (const key of example.forbidKeys) expect(valueAt(item, key)).toBeUndefined()
    }
    const { next: _next, ...shown } = example.exampleResponse ?? {}
    expectSubset(body, shown, example.volatile)
    if (example.nextQuery) {
      const next = Object.fromEntries(new URL(String(body.next)).searchParams)
      expect(next).toMatchObject({ limit: example.nextQuery.limit, offset: example.nextQuery.offset })
      if (example.revision === "002-new") expect(next).toEqual(example.nextQuery)
    }
    // The bodies of refusals are inferred; only the parser's own words for broken JSON may differ.
    if (example.inferredErrorBody && !example.rawBody) expect(body).toEqual(example.inferredErrorBody)
  })
})
