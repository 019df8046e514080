import { afterAll, beforeAll, expect, test } from "vitest"
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-database"
import { createGateApp } from "./app"
import type { OpenApiDocument } from "./openapi"

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

async function get(path: string) {
  const gate = createGateApp({ db: database.db, token: "test-token" })
  return gate.fetch(new Request(`http://gate.test/api/v1/${path}`))
}

test("the description is OpenAPI 3.1 and names the 22 endpoints of the documents", async () => {
  const document = (await (await get("openapi.json")).json()) as OpenApiDocument

  expect(document).toMatchObject({ openapi: "3.1.0", servers: [{ url: "http://gate.test/api/v1" }] })
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  expect(operations).toHaveLength(22)
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(22)
  for (const operation of operations) expect(Object.keys(operation.responses)).toContain("401")
})

test("every reference points at a schema, and schemas come from the contract", async () => {
  const document = (await (await get("openapi.json")).json()) as OpenApiDocument

  const references = [...JSON.stringify(document.paths).matchAll(/"#\/components\/schemas\/(\w+)"/g)]
  expect(references.length).toBeGreaterThan(40)
  for (const [, name = ""] of references) expect(document.components.schemas).toHaveProperty(name)
  expect(document.components.schemas.NewUserExtra).toMatchObject({
    required: ["parent"],
    properties: { birthday: { description: "YYYY-MM-DD" } },
  })
  expect(JSON.stringify(document.components.schemas.UserPage)).toContain('"results"')
})

test("every path that is described answers, and asks for a token", async () => {
  const document = (await (await get("openapi.json")).json()) as OpenApiDocument

  for (const path of Object.keys(document.paths)) {
    const reply = await get(path.slice(1).replace("{id}", "1").replace("{username}", "ada"))
    expect(reply.status, path).toBe(401)
  }
})

test("the page is whole: no script, nothing from elsewhere, every endpoint", async () => {
  const reply = await get("docs")
  const page = await reply.text()

  expect(reply.headers.get("content-type")).toContain("text/html")
  expect(page).not.toMatch(/<script|<link|src=|https?:\/\/(?!gate\.test)/)
  expect(page).toContain("/user/username/{username}/")
  expect(page).toContain('href="/api/v1/openapi.json"')
  expect(page.match(/<section id="(get|post|put|patch|delete)_/g)).toHaveLength(22)
})

test.each(["docs", "openapi.json", "user/", "nowhere"])(
  "the answer of %s passes for nothing else and loads nothing",
  async (path) => {
    const { headers } = await get(path)

    expect(headers.get("x-content-type-options")).toBe("nosniff")
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/)
  },
)
