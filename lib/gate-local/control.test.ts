import { afterAll, beforeAll, expect, test } from "vitest"
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-database"
import { createGateApp } from "./app"
import { fullToken, testGate } from "./test-gate"

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

test("without control there is no control", async () => {
  const { send } = testGate(database.db, { control: false })

  expect(await send("PUT", "/_control/state", {})).toMatchObject({ status: 404 })
  expect(await send("GET", "/_control/requests")).toMatchObject({ status: 404 })
})

test("the log has every request in order, the dropped ones too, and none of the control's own", async () => {
  const { api, faults, send } = testGate(database.db)
  await send("PUT", "/_control/state", {})
  await faults([{ method: "DELETE", fault: "drop-before" }])

  await api("POST", "/user/", { username: "jane" })
  await api("GET", "/user/?limit=1&username=jane")
  await api("PATCH", "/user/1/", "{bad")
  await expect(api("DELETE", "/user/1/")).rejects.toThrow()

  const { body } = await send("GET", "/_control/requests")
  expect(body).toEqual([
    { method: "POST", path: "/api/v1/user/", query: {}, body: { username: "jane" }, status: 201 },
    {
      method: "GET",
      path: "/api/v1/user/",
      query: { limit: "1", username: "jane" },
      body: null,
      status: 200,
    },
    { method: "PATCH", path: "/api/v1/user/1/", query: {}, body: "{bad", status: 400 },
    { method: "DELETE", path: "/api/v1/user/1/", query: {}, body: null, status: null },
  ])
  await send("DELETE", "/_control/requests")
  expect((await send("GET", "/_control/requests")).body).toEqual([])
})

test("a state replaces everything: records, tokens and dialect", async () => {
  const { api, seed } = testGate(database.db)
  const other = { authorization: "Bearer other" }
  const tokens = [{ token: "other", access: "full" }]
  await seed({ users: [{ id: 9, username: "first" }], tokens, dialect: "drf" })
  expect(await api("GET", "/user/9/", undefined, other)).toMatchObject({ body: { id: 9 } })

  await seed({ users: [{ username: "second" }], fillTo: { resource: "user_token", count: 3 } })

  expect(await api("GET", "/user/", undefined, other)).toMatchObject({ status: 401 })
  expect(await api("GET", "/user/")).toMatchObject({
    body: { count: 3, results: [{ id: "1", username: "second" }, { id: "2" }, { id: "3" }] },
  })
})

test("a token of a state does not weaken the token of the environment", async () => {
  const { api, seed } = testGate(database.db)

  await seed({ tokens: [{ token: fullToken, access: "none" }] })

  expect(await api("GET", "/user/")).toMatchObject({ status: 200 })
})

test.each([
  ["no JSON", "{bad", /JSON parse error/],
  ["an unknown key", { user: [] }, /user/],
  ["an unknown dialect choice", { dialect: { putclears: true } }, /dialect/],
])("a state with %s is refused and changes nothing", async (_name, state, message) => {
  const { api, seed } = testGate(database.db)
  await seed({ users: [{ id: 9, username: "kept" }] })

  expect(await seed(state)).toMatchObject({ status: 400, body: { detail: expect.stringMatching(message) } })

  expect(await api("GET", "/user/9/")).toMatchObject({ status: 200 })
})

test("a wrong record of a state is named", async () => {
  const { seed } = testGate(database.db)

  expect(
    await seed({ users: [{ id: 1, username: "a" }], user_extra: [{ parent: 2, gender: "x" }] }),
  ).toMatchObject({
    status: 400,
    body: { "user_extra[0]": { parent: [expect.stringContaining('"2"')], gender: [expect.any(String)] } },
  })
})

test.each([
  [[{ fault: "explode" }], /fault/],
  [[{ fault: "error", path: "(" }], /regular expression/],
  [{ fault: "error" }, /array/],
])("faults %j are refused", async (list, message) => {
  const { send } = testGate(database.db)

  expect(await send("PUT", "/_control/faults", list)).toMatchObject({
    status: 400,
    body: { detail: expect.stringMatching(message) },
  })
})

test("a failure inside is a plain 500, told to the operator without the values of the query", async () => {
  const failures: Error[] = []
  const broken = await createTestDatabase()
  const gate = createGateApp({ db: broken.db, token: fullToken, onError: (error) => failures.push(error) })
  await broken.close()

  const headers = { authorization: `Bearer ${fullToken}` }
  const reply = await gate.fetch(new Request("http://gate.test/api/v1/user/?username=jane.doe", { headers }))

  expect(reply.status).toBe(500)
  expect(await reply.json()).toEqual({ detail: "The embedded GATE failed." })
  expect(failures).toHaveLength(1)
  expect(`${failures[0]?.stack}${failures[0]?.message}`).not.toContain("jane.doe")
})
