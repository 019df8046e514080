import { describe, expect, test } from "vitest"
import { z } from "zod"
import { testDatabase } from "@/lib/db/test-database"
import { createGateApp } from "./app"
import { type DialectOption, dialectNames, presetSchema, resolveDialect } from "./dialect"
import { type Example, examples } from "./examples"
import { type OpenApiDocument, openApiDocument } from "./openapi"
import { sample } from "./sample"
import { storeSeed } from "./seed"

const database = testDatabase({ isEmptied: false })

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

test("the page says what a field may be, what every rule is here, and has a command to copy for every request", async () => {
  const page = await (await get("docs")).text()

  expect(page).toContain("<td><code>gender</code></td><td>m, f, o or null</td>")
  expect(page).toContain("<td>string, at most 255 characters or null</td>")
  expect(page).toContain("<td><code>limit</code></td><td>query</td><td>integer, from 1</td>")
  expect(page).toContain("<td><code>duplicateExtra</code></td><td>conflict</td><td>unique400, allow</td>")
  expect(page.match(/curl -X /g)).toHaveLength(examples.length)
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${target}"`)
})

test.each(["docs", "openapi.json", "user/", "nowhere"])(
  "the answer of %s passes for nothing else and loads nothing",
  async (path) => {
    const { headers } = await get(path)

    expect(headers.get("x-content-type-options")).toBe("nosniff")
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/)
  },
)

type Described = {
  requestBody?: { content: Json }
  responses: Record<string, { content?: Json; links?: object }>
}
type Json = {
  "application/json": { schema: { $ref: string }; examples?: Record<string, { value: unknown }> }
}

/** A schema of the description, as something that reads values. */
function reader(schemas: Record<string, object>, content: Json | undefined) {
  const local = (value: unknown) =>
    JSON.parse(JSON.stringify(value).replaceAll("#/components/schemas/", "#/$defs/"))
  return z.fromJSONSchema({ ...local(content?.["application/json"].schema), $defs: local(schemas) })
}

const documentIn = (name: DialectOption) => openApiDocument("http://gate.test/api/v1", resolveDialect(name))
const describedIn = ({ paths }: OpenApiDocument, { method, path }: Example) =>
  paths[path]?.[method.toLowerCase()] as unknown as Described

test.each(presetSchema.options)("in %s every body and answer the documents print is as described", (name) => {
  const document = documentIn(name)
  const { putRequiresParent } = resolveDialect(name)

  for (const example of examples) {
    const { requestBody, responses } = describedIn(document, example)
    const at = `${example.document} ${example.method} ${example.url}`
    const read = (content: Json | undefined, value: unknown) =>
      reader(document.components.schemas, content).safeParse(value)
    // A service that wants the parent in a PUT does not take the one document 001 prints without it.
    const isRefused = putRequiresParent && example.method === "PUT" && example.document === "001"
    if (example.body) expect(read(requestBody?.content, example.body).success, at).toBe(!isRefused)
    if (example.answer)
      expect(read(responses[example.status]?.content, example.answer).error, at).toBe(undefined)
  }
})

describe.each(dialectNames)("in %s", (name) => {
  const dialect = resolveDialect(name)
  const document = documentIn(name)
  const shown = examples.map((example) => [example.document, example.method, example.url, example] as const)

  test.each(shown)("%s: %s %s is answered as described", async (...row) => {
    const example = row[3]
    const { responses } = describedIn(document, example)
    await storeSeed(database.db, sample, { at: new Date(), dialect })
    const gate = createGateApp({ db: database.db, token: "test-token", dialect })

    const reply = await gate.fetch(
      new Request(`http://gate.test/api/v1${example.url}`, {
        method: example.method,
        headers: { authorization: "Bearer test-token", "content-type": "application/json" },
        body: example.body ? JSON.stringify(example.body) : null,
      }),
    )

    const body = await reply.text()
    expect(Object.keys(responses), body).toContain(String(reply.status))
    if (!body) return
    const { components } = document
    const read = reader(components.schemas, responses[reply.status]?.content).safeParse(JSON.parse(body))
    expect(read.error, body).toBe(undefined)
  })
})

test.each([
  ["NewUser", { username: "a".repeat(151) }],
  ["NewUser", { username: "a/b" }],
  ["NewUser", { username: "ada", password: "" }],
  ["NewUser", { username: "ada", email: "no address" }],
  ["NewUserExtra", {}],
  ["NewUserExtra", { parent: 1, gender: "x" }],
  ["NewUserExtra", { parent: 1, city: "x".repeat(256) }],
  ["NewUserExtra", { parent: 1, city: "nul\u0000l" }],
  ["UserExtraPatch", { birthday: "2020-02-30" }],
  ["UserTokenPatch", { profile: { role: "admin" } }],
])("%s does not describe %j", (name, body) => {
  const { components } = documentIn("documents")
  const content = { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } }

  expect(reader(components.schemas, content).safeParse(body).success).toBe(false)
})

test("the description has what the server adds: limits, statuses of the body, Retry-After, examples and links", async () => {
  const { paths } = (await (await get("openapi.json")).json()) as OpenApiDocument

  const created = paths["/user_extra/"]?.post
  expect(Object.keys(created?.responses ?? {})).toEqual([
    "201",
    "400",
    "401",
    "403",
    "404",
    "405",
    "409",
    "413",
    "415",
    "429",
  ])
  expect(created?.requestBody?.required).toBe(true)
  expect(created?.responses["429"]?.headers).toHaveProperty("Retry-After")
  expect(Object.keys(created?.responses["201"]?.links ?? {})).toContain("patch_user_extra_id")
  expect(paths["/user/"]?.get?.parameters.find(({ name }) => name === "limit")?.schema).toEqual({
    type: "integer",
    default: 20,
    minimum: 1,
    maximum: 2_147_483_647,
  })
  expect(Object.keys(documentIn("drf").paths["/user_extra/"]?.post?.responses ?? {})).not.toContain("409")
})
