import { expect, test } from "vitest"
import { ensurePerson } from "./db/queries/people"
import { testDatabase } from "./db/test-database"
import { createLog } from "./log"

const canary = "canary.ribeiro@example.com"

const database = testDatabase({ isEmptied: false })

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

test("what went wrong can be read off an error's code, and a sign-in code cannot", () => {
  const { log, lines } = setup()
  const lost = Object.assign(new Error("terminating connection"), { code: "57P01" })

  log.warn({ err: lost, code: "123456" }, "a connection was lost")
  log.warn({ code: "459 432", draft: { code: "459432" } }, "a code")

  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ err: { code: "57P01" }, code: "[masked]" })
  expect(JSON.parse(lines[1] ?? "")).toMatchObject({ code: "[masked]", draft: { code: "[masked]" } })
})

test("an error is written without what a driver hangs on it, and without addresses", () => {
  const { log, lines } = setup()
  const client = { user: "canary", host: "canary.internal", secretKey: "canary" }
  const cause = Object.assign(new Error("Recipient <canary@example.com> rejected"), { client })
  const error = Object.assign(new TypeError("550 canary@example.com", { cause }), { client, digest: "42" })

  log.error({ err: error }, "it failed")

  expect(Object.keys(JSON.parse(lines[0] ?? "").err)).toEqual(["type", "message", "stack", "digest", "cause"])
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    err: { type: "TypeError", message: "550 [masked]", digest: "42", cause: { type: "Error" } },
  })
  expect(lines.join()).not.toContain("canary")
})

test("the database's own error is written by its code only: its text quotes what was sent", () => {
  const { log, lines } = setup()
  const refused = Object.assign(new Error("invalid input syntax for type uuid: canary"), {
    severity: "ERROR",
    code: "22P02",
    detail: "Key (email)=(canary) exists",
  })

  log.error({ err: refused }, "it failed")

  expect(JSON.parse(lines[0] ?? "").err).toMatchObject({
    message: "a database query failed (22P02)",
    code: "22P02",
  })
  expect(lines.join()).not.toContain("canary")
})

test("one error cannot fill the log, and others are still written", () => {
  const { log, lines } = setup()

  for (let times = 0; times < 1_000; times++) log.error({ err: new Error("the same") }, "a request failed")
  log.error({ err: new Error("another") }, "a request failed")
  log.info("all is well")

  expect(lines).toHaveLength(22)
})
