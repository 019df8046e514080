import { beforeAll, beforeEach, expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { testGate } from "./test-gate"

const database = testDatabase({ isEmptied: false })
let gate: ReturnType<typeof testGate>

beforeAll(async () => {
  gate = testGate(database.db, { clock: () => new Date("2026-05-01T10:00:00Z") })
})
beforeEach(() =>
  gate.seed({
    users: [
      { id: 1, username: "ada", user_time: 3600, expiration: "2026-05-01T12:00:00Z" },
      { id: 2, username: "bob", user_time: 3600 },
      { id: 3, username: "off", is_active: false },
      { id: 4, username: "late", expiration: "2026-05-01T10:00:00Z" },
      { id: 5, username: "spent", user_time: 0 },
      { id: 6, username: "free" },
    ],
  }),
)

const start = (who: unknown) => gate.send("POST", "/_control/sessions", who)
const stop = (id: number) => gate.send("DELETE", `/_control/sessions/${id}`)
const sessions = async () => (await gate.send("GET", "/_control/sessions")).body
const ahead = (seconds: number) => gate.send("PUT", "/_control/clock", { ahead_seconds: seconds })
const account = async (id: number) => (await gate.api("GET", `/user_token/${id}/?balance=true`)).body

test("a session is a login, and takes the seconds it lasts from the balance", async () => {
  expect(await account(2)).toMatchObject({ first_login: null, last_login: null, user_time: 3600 })

  expect(await start({ username: "bob" })).toMatchObject({
    status: 201,
    body: { id: 2, username: "bob", started_at: "2026-05-01T10:00:00.000Z", user_time: 3600 },
  })
  await ahead(60)
  expect(await account(2)).toMatchObject({ first_login: "2026-05-01T10:00:00Z", user_time: 3540 })
  expect(await stop(2)).toMatchObject({ status: 204 })
  await ahead(120)
  expect(await account(2)).toMatchObject({ user_time: 3540 })

  await start({ id: 2 })
  expect(await account(2)).toMatchObject({
    first_login: "2026-05-01T10:00:00Z",
    last_login: "2026-05-01T10:02:00Z",
  })
})

test("a session ends when the balance is used up, and time that is bought counts from then on", async () => {
  await start({ id: 2 })
  await ahead(3_000)
  await gate.api("PATCH", "/user_token/2/", { user_time: 1200 })
  await ahead(3_600)
  expect(await account(2)).toMatchObject({ user_time: 600 })

  await ahead(10_000)

  expect(await account(2)).toMatchObject({ user_time: 0 })
  expect(await sessions()).toEqual([])
  expect(await start({ id: 2 })).toMatchObject({ status: 403, body: { detail: "No time is left." } })
})

test("a session ends at the expiration of its account, and is charged up to there", async () => {
  await gate.api("PATCH", "/user_token/1/", { user_time: 36_000 })
  await start({ id: 1 })
  expect(await sessions()).toMatchObject([{ id: 1, username: "ada" }])

  await ahead(9_000)

  expect(await account(1)).toMatchObject({ user_time: 36_000 - 7_200 })
  expect(await start({ id: 1 })).toMatchObject({ status: 403, body: { detail: "User account has expired." } })
})

test.each([
  [{ username: "off" }, 403, "User account is not active."],
  [{ username: "late" }, 403, "User account has expired."],
  [{ username: "spent" }, 403, "No time is left."],
  [{ username: "nobody" }, 404, "Not found."],
  [{ name: "ada" }, 400, ""],
])("a session of %j is refused with %i", async (who, status, detail) => {
  expect(await start(who)).toMatchObject({ status, body: { detail: expect.stringContaining(detail) } })
})

test("without a balance a session goes on, there is one at a time, and a new state has none", async () => {
  await start({ id: 6 })
  await ahead(1_000_000)
  expect(await account(6)).toMatchObject({ user_time: null })
  expect(await start({ id: 6 })).toMatchObject({ status: 409 })

  await gate.seed({ users: [{ id: 6, username: "free" }] })

  expect(await stop(6)).toMatchObject({ status: 404 })
  expect(await account(6)).toMatchObject({ last_login: null })
})

test("requests at once charge a second once", async () => {
  await start({ id: 2 })
  await ahead(100)

  await Promise.all([account(2), account(2), account(2), sessions()])

  expect(await account(2)).toMatchObject({ user_time: 3500 })
})

test("an ended account gets no new record, may be read, changed and renewed, and the rule can be off", async () => {
  expect(await gate.api("POST", "/user_extra/", { parent: 3 })).toMatchObject({
    status: 403,
    body: { detail: "User account is not active." },
  })
  expect(await gate.api("POST", "/user_extra/", { parent: 4, gender: "x" })).toMatchObject({ status: 400 })
  await gate.api("PATCH", "/user_token/3/", { is_active: true })
  expect(await gate.api("POST", "/user_extra/", { parent: 3 })).toMatchObject({ status: 201 })

  await gate.seed({
    dialect: { endedAccounts: "accepted" },
    users: [{ id: 4, username: "late", expiration: "2026-05-01T10:00:00Z" }],
  })

  expect(await gate.api("POST", "/user_extra/", { parent: 4 })).toMatchObject({ status: 201 })
  expect(await start({ id: 4 })).toMatchObject({ status: 201 })
})
