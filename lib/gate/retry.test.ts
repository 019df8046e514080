import { expect, test } from "vitest"
import { answer, gateErrorOf, page, setupClient } from "./fake-wire"
import { backoffMs, parseRetryAfter, realSleep } from "./retry"
import { WireError } from "./wire"

test("waits double from half a second to eight seconds, jittered down to a half", () => {
  const longest = [0, 1, 2, 3, 4, 5].map((retry) => backoffMs(retry, () => 1))

  expect(longest).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000])
  expect(backoffMs(1, () => 0)).toBe(500)
})

test.each([
  ["5", 5_000],
  [" 0 ", 0],
  ["Tue, 14 Nov 2023 22:13:50 GMT", 30_000],
  ["Tue, 14 Nov 2023 22:13:10 GMT", 0],
  ["soon", undefined],
  ["-5", undefined],
  ["5 s", undefined],
  ["after Tue, 14 Nov 2023 22:13:50 GMT", undefined],
  [undefined, undefined],
])("Retry-After %j means %j ms", (header, expected) => {
  expect(parseRetryAfter(header, Date.UTC(2023, 10, 14, 22, 13, 20))).toBe(expected)
})

test("a read is repeated twice and then gives up", async () => {
  const { client, wire, waits } = setupClient([answer(503)])

  const error = await gateErrorOf(client.users.get(1))

  expect(error).toMatchObject({ kind: "transient", status: 503, retryable: true, outcome: "not-applied" })
  expect(wire.requests).toHaveLength(3)
  expect(waits).toEqual([375, 750])
})

test("a read succeeds after a dropped connection and an unreadable body", async () => {
  const { client, wire } = setupClient([new WireError("dropped"), answer(200, "<html>"), page([{ id: 1 }])])

  const found = await client.users.list()

  expect(found.results).toEqual([{ id: 1 }])
  expect(wire.requests).toHaveLength(3)
})

test("Retry-After is never undercut", async () => {
  const { client, waits } = setupClient([answer(429, "", { "retry-after": "7" }), answer(200, { id: 1 })])

  await client.users.get(1)

  expect(waits).toEqual([7_700])
})

test("a Retry-After of a minute is waited for", async () => {
  const { client, waits } = setupClient([answer(429, "", { "retry-after": "60" }), answer(200, { id: 1 })])

  await client.users.get(1)

  expect(waits).toEqual([66_000])
})

test("a Retry-After of more than a minute is handed to the caller", async () => {
  const { client, wire } = setupClient([answer(429, "", { "retry-after": "61" })])

  const error = await gateErrorOf(client.users.get(1))

  expect(error.retryAfterMs).toBe(61_000)
  expect(wire.requests).toHaveLength(1)
})

test.each([400, 401, 403, 404, 409, 302])("a read answered %i is not repeated", async (status) => {
  const { client, wire } = setupClient([answer(status)])

  await gateErrorOf(client.users.get(1))

  expect(wire.requests).toHaveLength(1)
})

test.each(["create", "patch", "replace", "delete"] as const)(
  "the write %s is never repeated",
  async (write) => {
    const { client, wire } = setupClient([answer(503)])
    const account = { username: "ada", email: null, organization: null, profile: {} }
    const writes = {
      create: () => client.users.create({ username: "ada" }),
      patch: () => client.users.patch(1, { email: null }),
      replace: () => client.users.replace(1, account),
      delete: () => client.users.delete(1),
    }

    await gateErrorOf(writes[write]())

    expect(wire.requests).toHaveLength(1)
  },
)

test("a caller who gives up during a wait gets the failure at once", async () => {
  const { client, wire } = setupClient([answer(503)], {
    sleep: () => Promise.reject(new Error("aborted")),
  })

  const error = await gateErrorOf(client.users.get(1))

  expect(error.status).toBe(503)
  expect(wire.requests).toHaveLength(1)
})

test("a read that was aborted is not repeated", async () => {
  const { client, wire, waits } = setupClient([new WireError("aborted")])

  await gateErrorOf(client.users.get(1))

  expect([wire.requests.length, waits]).toEqual([1, []])
})

test("a wait ends when its caller gives up", async () => {
  await expect(realSleep(60_000, AbortSignal.timeout(1))).rejects.toThrow()
})

test("a read whose caller counts calls is sent once", async () => {
  const { client, wire } = setupClient([answer(503)])

  await gateErrorOf(client.users.get(1, { retries: 0 }))

  expect(wire.requests).toHaveLength(1)
})
