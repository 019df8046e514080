import { afterAll, beforeAll, expect, test } from "vitest"
import { ensurePerson } from "./db/queries/people"
import { createTestDatabase, type TestDatabase } from "./db/test-database"
import { createLog } from "./log"

const canary = "canary.ribeiro@example.com"

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

function setup() {
  const lines: string[] = []
  return { log: createLog("info", { write: (line) => lines.push(line) }), lines }
}

async function failedQuery(): Promise<unknown> {
  const values = {
    email: canary,
    firstName: canary,
    lastName: "",
    gateUsername: canary,
    language: "en",
    createdAt: new Date(),
  }
  return ensurePerson(database.db, { id: "not-a-uuid", ...values }).catch((error: unknown) => error)
}

test("a failed query is logged with the database's code and without a value of it", async () => {
  const { log, lines } = setup()
  const error = await failedQuery()

  log.error({ err: error }, "a form failed")

  expect(String(error)).toContain(canary)
  expect(lines.join()).toContain("22P02")
  expect(lines.join()).not.toContain("canary")
})

test("what people typed is masked at the top of an entry and one level down", () => {
  const { log, lines } = setup()

  log.info({ email: canary, answers: { diet: canary }, person: { firstName: canary, id: 7 } }, "an entry")

  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ email: "[masked]", person: { id: 7 } })
  expect(lines.join()).not.toContain("canary")
})
