import { afterEach, describe, expect, test, vi } from "vitest"
import { createGateClient } from "./client"
import { userExtraFields, userExtraReplacementSchema } from "./contract/user-extra"
import { GateConfigurationError } from "./errors"
import { answer, fakeWire, gateErrorOf, page, setupClient, testToken } from "./fake-wire"
import { wireParent } from "./resources/user-extras"

afterEach(() => {
  vi.useRealTimers()
})

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

describe("an answer that is not what the contract says", () => {
  const reasonOf = async (
    body: object,
    read: (client: ReturnType<typeof createGateClient>) => Promise<unknown>,
  ) => (await gateErrorOf(read(setupClient([answer(200, body)]).client))).reason

  test.each([
    { city: "Kiel" },
    { id: "" },
    { id: 1.5 },
    { id: 1, parent: {} },
    { id: 1, city: { name: "Kiel" } },
    { id: 1, age: "36" },
    { id: 1, accept_terms: "yes" },
    { id: 1, created_at: true },
    { id: 1, updated_at: true },
  ])("is no record: %j", async (body) => {
    expect(await reasonOf(body, (client) => client.userExtras.get(1))).toBe("unexpected-body")
  })

  test.each([
    { username: "ada" },
    { id: 1, username: true },
    { id: 1, email: [] },
    { id: 1, organization: {} },
    { id: 1, profile: "premium" },
    { id: 1, profile: { first_name: [] } },
    { id: 1, profile: { last_login: true } },
    { id: 1, first_name: {} },
    { id: 1, last_name: {} },
  ])("is no user: %j", async (body) => {
    expect(await reasonOf(body, (client) => client.users.get(1))).toBe("unexpected-body")
  })

  test.each([
    { username: "ada" },
    { id: 1, is_active: "yes" },
    { id: 1, organization: {} },
    { id: 1, profile: { role: "admin" } },
    { id: 1, user_time: "60" },
    { id: 1, expiration: {} },
  ])("is no account with its service data: %j", async (body) => {
    expect(await reasonOf(body, (client) => client.userTokens.get(1))).toBe("unexpected-body")
  })

  const whole = { count: 1, next: null, previous: null, results: [{ id: 1 }] }

  test.each([
    {},
    { ...whole, count: -1 },
    { ...whole, count: "1" },
    { ...whole, next: 2 },
    { ...whole, previous: 2 },
    { ...whole, results: {} },
    { ...whole, results: [{}] },
  ])("is no page: %j", async (body) => {
    expect(await reasonOf(body, (client) => client.users.list())).toBe("unexpected-body")
  })
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

test("every call carries the token and asks for JSON, and says that it sends some where it does", async () => {
  const { client, wire } = setupClient([answer(200, { id: 1 })])

  await client.users.get(1)
  await client.users.patch(1, {})

  const headers = { authorization: `Bearer ${testToken}`, accept: "application/json" }
  expect(wire.requests.map((request) => [request.headers, request.body])).toEqual([
    [headers, undefined],
    [{ ...headers, "content-type": "application/json" }, "{}"],
  ])
})

test.each([
  ["a read", 5_000, {}],
  ["a write", 10_000, {}],
  ["a read that is given a second", 1_000, { timeoutMs: 1_000 }],
])("%s ends after %i ms without an answer", async (name, ms, options) => {
  vi.useFakeTimers()
  const { client } = setupClient([() => new Promise<never>(() => {})])
  let ended = false

  const call =
    name === "a write"
      ? client.users.create({ username: "ada" }, options)
      : client.users.get(1, { ...options, retries: 0 })
  const failure = gateErrorOf(call).finally(() => {
    ended = true
  })
  await vi.advanceTimersByTimeAsync(ms - 1)
  expect(ended).toBe(false)
  await vi.advanceTimersByTimeAsync(1)

  expect((await failure).reason).toBe("timeout")
})

test("an identifier that no path can carry is refused before anything is sent", async () => {
  const { client, wire } = setupClient([answer(200, { id: 1 })])

  const failures = [await gateErrorOf(client.users.get("..")), await gateErrorOf(client.users.delete(".."))]

  expect(failures.map(({ message }) => message)).toEqual([
    "GATE GET /user/: validation (bad-identifier)",
    "GATE DELETE /user/: validation (bad-identifier)",
  ])
  expect(wire.requests).toEqual([])
})

test.each(["", "two words", "line\r\nbreak", "schlüssel"])("the token %j is refused at once", (bad) => {
  const create = () => createGateClient({ wire: fakeWire(), token: bad })

  expect(create).toThrow(GateConfigurationError)
  expect(create).toThrow("token must be visible ASCII")
})
