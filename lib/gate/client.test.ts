import { expect, test } from "vitest"
import { createGateClient } from "./client"
import { userExtraFields, userExtraReplacementSchema } from "./contract/user-extra"
import { GateConfigurationError } from "./errors"
import { answer, fakeWire, gateErrorOf, page, setupClient } from "./fake-wire"
import { wireParent } from "./resources/user-extras"

const account = { username: "ada", email: null, organization: null, profile: {} }
const token = {
  username: "ada",
  email: null,
  first_name: null,
  last_name: null,
  external_id: null,
  klass: null,
  is_active: true,
  organization: null,
  description: null,
  expiration: null,
  avatar_url: null,
  profile: [],
  user_time: null,
}
const emptyExtra = userExtraReplacementSchema.parse({
  parent: "42",
  ...Object.fromEntries(userExtraFields.map((field) => [field, null])),
})

test("every documented operation sends its method and path", async () => {
  const { client, wire } = setupClient([
    (request) =>
      request.method === "GET" && request.path.includes("limit") ? page([]) : answer(200, { id: 1 }),
  ])
  const { users, userExtras, userTokens } = client

  await users.list({ id: "1", username: "ada", organization: "acme", role: "admin", limit: 2, offset: 4 })
  await users.create({ username: "ada" })
  await users.get("7")
  await users.replace(7, account)
  await users.patch(7, {})
  await users.delete(7)
  await users.getByUsername("a@b")
  await users.replaceByUsername("a@b", account)
  await users.patchByUsername("a@b", {})
  await users.deleteByUsername("a@b")
  await userExtras.list({ parent: 1, parent__organization_id: "9", device_info: true })
  await userExtras.create({ parent: 1 })
  await userExtras.get(7, { device_info: true })
  await userExtras.replace(7, emptyExtra)
  await userExtras.patch(7, {})
  await userExtras.delete(7)
  await userTokens.list({ username: "ada", organization: "acme", balance: true })
  await userTokens.create({ username: "ada" })
  await userTokens.get(7, { balance: false })
  await userTokens.replace(7, token)
  await userTokens.patch(7, {})
  await userTokens.delete(7)

  expect(wire.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "GET /user/?id=1&username=ada&organization=acme&role=admin&limit=2&offset=4",
    "POST /user/",
    "GET /user/7/",
    "PUT /user/7/",
    "PATCH /user/7/",
    "DELETE /user/7/",
    "GET /user/username/a%40b/",
    "PUT /user/username/a%40b/",
    "PATCH /user/username/a%40b/",
    "DELETE /user/username/a%40b/",
    "GET /user_extra/?parent=1&parent__organization_id=9&device_info=true&limit=25&offset=0",
    "POST /user_extra/",
    "GET /user_extra/7/?device_info=true",
    "PUT /user_extra/7/",
    "PATCH /user_extra/7/",
    "DELETE /user_extra/7/",
    "GET /user_token/?username=ada&organization=acme&balance=true&limit=25&offset=0",
    "POST /user_token/",
    "GET /user_token/7/?balance=false",
    "PUT /user_token/7/",
    "PATCH /user_token/7/",
    "DELETE /user_token/7/",
  ])
})

test.each([
  ["12345", 12345],
  [42, 42],
  ["user123", "user123"],
  ["9007199254740993", "9007199254740993"],
  ["007", "007"],
  ["1e3", "1e3"],
])("parent %j is sent as %j", (parent, expected) => {
  expect(wireParent(parent)).toBe(expected)
})

test("a replaced extra carries every writable field, cleared ones as null", async () => {
  const { client, wire } = setupClient([answer(200, { id: 7 })])

  await client.userExtras.replace(7, { ...emptyExtra, city: "Kiel" })

  const sent: unknown = JSON.parse(wire.requests[0]?.body ?? "")
  expect(sent).toEqual({
    parent: 42,
    ...Object.fromEntries(userExtraFields.map((field) => [field, field === "city" ? "Kiel" : null])),
  })
})

test("an answer keeps unknown keys and does not invent absent ones", async () => {
  const { client } = setupClient([
    answer(200, { id: "x", city: null, event: 2024, loyalty: { tier: "gold" } }),
  ])

  const record = await client.userExtras.get("x")

  expect(record).toEqual({ id: "x", city: null, event: "2024", loyalty: { tier: "gold" } })
  expect("country" in record).toBe(false)
})

test("a user may come in either shape", async () => {
  const flat = { id: 5, organization: 3, profile: ["premium"], first_name: "Ada" }
  const nested = { id: "5", organization: "acme", profile: { first_name: "Ada", team: "x" } }
  const { client } = setupClient([answer(200, flat), answer(200, nested)])

  expect(await client.users.get(5)).toEqual(flat)
  expect(await client.users.get(5)).toEqual(nested)
})

test("every attempt is one log line with status, duration and result", async () => {
  let clock = 0
  const now = () => {
    clock += 5
    return clock
  }
  const { client, log } = setupClient([answer(503), answer(200, { id: 1 }), answer(409)], { now })

  await client.users.getByUsername("ada")
  await gateErrorOf(client.users.create({ username: "ada" }))

  const get = { method: "GET", path: "/user/username/***/" }
  expect(log).toEqual([
    { ...get, status: 503, ms: 10, result: "status" },
    { ...get, status: 200, ms: 5, result: "ok" },
    { method: "POST", path: "/user/", status: 409, ms: 10, result: "status" },
  ])
})

test.each(["", "two words", "line\r\nbreak", "schlüssel"])("the token %j is refused at once", (bad) => {
  expect(() => createGateClient({ wire: fakeWire(), token: bad })).toThrow(GateConfigurationError)
})
