import { beforeAll, beforeEach, expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { testGate } from "./test-gate"

// On PGlite's single connection these cannot fail; the run on a real server is the proof.

const database = testDatabase({ isEmptied: false })
let gate: ReturnType<typeof testGate>

beforeAll(async () => {
  gate = testGate(database.db)
})
beforeEach(() => gate.seed({ users: [{ id: 42, username: "ada" }], user_extra: [] }))

const together = async (calls: number, call: (index: number) => ReturnType<typeof gate.api>) => {
  const replies = await Promise.all(Array.from({ length: calls }, (_, index) => call(index)))
  return replies.map(({ status }) => status).sort()
}

test("of twenty extras posted for one parent at once, one is stored and nineteen are conflicts", async () => {
  const statuses = await together(20, () => gate.api("POST", "/user_extra/", { parent: 42 }))

  expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 409)])
  expect(await gate.api("GET", "/user_extra/?parent=42")).toMatchObject({ body: { count: 1 } })
})

test("of twenty accounts with one username, one is stored and nineteen are refused", async () => {
  const statuses = await together(20, () => gate.api("POST", "/user/", { username: "jane" }))

  expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 400)])
})

test("an organization first named by twenty accounts at once is one organization", async () => {
  const statuses = await together(20, (index) =>
    gate.api("POST", "/user/", { username: `guest${index}`, organization: "fresh" }),
  )

  expect(new Set(statuses)).toEqual(new Set([201]))
  expect(await gate.api("GET", "/user/?organization=fresh")).toMatchObject({ body: { count: 20 } })
})

test("simultaneous PATCHes of different fields all survive", async () => {
  await gate.api("POST", "/user_extra/", { parent: 42 })
  const { body } = await gate.api("GET", "/user_extra/?parent=42")
  const id = (body as { results: { id: number }[] }).results[0]?.id

  await together(8, (index) =>
    gate.api("PATCH", `/user_extra/${id}/`, { [`custom_field_${index + 1}`]: "kept" }),
  )

  const stored = await gate.api("GET", `/user_extra/${id}/`)
  expect(Object.values(stored.body as object).filter((value) => value === "kept")).toHaveLength(8)
})

test("an extra posted while its parent is deleted is refused or deleted with it, never orphaned", async () => {
  const calls = [
    gate.api("DELETE", "/user/42/"),
    ...Array.from({ length: 5 }, () => gate.api("POST", "/user_extra/", { parent: 42 })),
  ]

  const [deleted, ...posted] = (await Promise.all(calls)).map(({ status }) => status)

  expect(deleted).toBe(204)
  for (const status of posted) expect([201, 404, 409]).toContain(status)
  expect(await gate.api("GET", "/user_extra/")).toMatchObject({ body: { count: 0 } })
})
