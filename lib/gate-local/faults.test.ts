import { expect, test } from "vitest"
import { testDatabase } from "@/lib/db/test-database"
import { ConnectionDroppedError } from "./faults"
import { testGate } from "./test-gate"

const database = testDatabase()

/** Time that stands still until a test moves it, and sleepers it wakes. */
function setup(random: () => number = () => 0) {
  let now = Date.parse("2026-05-01T10:00:00Z")
  const sleepers: { until: number; wake: () => void }[] = []
  const gate = testGate(database.db, {
    random,
    clock: () => new Date(now),
    sleep: (ms) => new Promise((wake) => sleepers.push({ until: now + ms, wake })),
  })
  return {
    ...gate,
    sleepers,
    advance(ms: number) {
      now += ms
      for (const { until, wake } of sleepers) if (until <= now) wake()
    },
    create: () => gate.api("POST", "/user/", { username: "jane" }),
    async stored() {
      return ((await gate.api("GET", "/user/")).body as { count: number }).count
    },
  }
}

test("error refuses with its status and stores nothing, as often as it was told", async () => {
  const { create, faults, stored } = setup()
  await faults([
    { method: "post", path: "/user/$", times: 2, fault: "error", status: 502, retryAfterSeconds: 3 },
  ])

  const first = await create()

  expect(first.status).toBe(502)
  expect(first.headers.get("retry-after")).toBe("3")
  expect(await create()).toMatchObject({ status: 502 })
  expect(await stored()).toBe(0)
  expect(await create()).toMatchObject({ status: 201 })
})

test("throttle answers 429 and says how long to wait", async () => {
  const { create, faults } = setup()
  await faults([{ fault: "throttle", retryAfterSeconds: 7 }])

  const reply = await create()

  expect(reply).toMatchObject({
    status: 429,
    body: { detail: "Request was throttled. Expected available in 7 seconds." },
  })
  expect(reply.headers.get("retry-after")).toBe("7")
})

test.each([
  ["drop-before", 0],
  ["drop-after", 1],
])("%s closes the connection with %i accounts stored", async (fault, count) => {
  const { create, faults, stored } = setup()
  await faults([{ fault, times: 1 }])

  await expect(create()).rejects.toBeInstanceOf(ConnectionDroppedError)

  expect(await stored()).toBe(count)
})

test("error-after stores and then fails", async () => {
  const { create, faults, stored } = setup()
  await faults([{ fault: "error-after", status: 503, times: 1 }])

  expect(await create()).toMatchObject({ status: 503 })

  expect(await stored()).toBe(1)
})

test("late closes the connection at once and stores when its time has come", async () => {
  const { advance, create, faults, gate, stored } = setup()
  await faults([{ fault: "late", delayMs: 60_000, times: 1 }])

  await expect(create()).rejects.toBeInstanceOf(ConnectionDroppedError)
  advance(59_999)
  expect(await stored()).toBe(0)
  advance(1)
  await gate.settle()

  expect(await stored()).toBe(1)
})

test("slow keeps the answer back", async () => {
  const { advance, create, faults, sleepers } = setup()
  await faults([{ fault: "slow", delayMs: 5_000, times: 1 }])
  let answered = false

  const reply = create().then((value) => {
    answered = true
    return value
  })
  while (sleepers.length === 0) await new Promise(setImmediate)
  expect(answered).toBe(false)
  advance(5_000)

  expect(await reply).toMatchObject({ status: 201 })
})

test("stale hides young writes from reads: what was made, changed and deleted", async () => {
  const { advance, api, faults, seed } = setup()
  await seed({
    users: [
      { id: 1, username: "old", email: "first@x.org" },
      { id: 2, username: "gone" },
    ],
  })
  await faults([{ method: "GET", fault: "stale", delayMs: 5_000 }])
  const usernames = async () => {
    const { body } = await api("GET", "/user/")
    return (body as { results: { username: string; email: string | null }[] }).results
  }

  await api("POST", "/user/", { username: "new" })
  await api("PATCH", "/user/1/", { email: "second@x.org" })
  await api("DELETE", "/user/2/")
  advance(4_999)

  expect(await usernames()).toMatchObject([{ username: "old", email: "first@x.org" }, { username: "gone" }])
  expect(await api("GET", "/user/username/new/")).toMatchObject({ status: 404 })
  advance(1)
  expect(await usernames()).toMatchObject([{ username: "old", email: "second@x.org" }, { username: "new" }])
})

test("garbage stores and answers 2xx with a body nobody can read", async () => {
  const { faults, gate, stored } = setup()
  await faults([{ fault: "garbage", times: 1 }])
  const request = new Request("http://gate.test/api/v1/user/", {
    method: "POST",
    headers: { authorization: "Bearer test-token", "content-type": "application/json" },
    body: '{"username":"jane"}',
  })

  const reply = await gate.fetch(request)

  expect(reply.status).toBe(201)
  await expect(reply.json()).rejects.toThrow(SyntaxError)
  expect(await stored()).toBe(1)
})

test("a fault hits by chance, by method and by path, and the first that fits wins", async () => {
  const rolls = [0.3, 0.2]
  const { api, create, faults } = setup(() => rolls.shift() ?? 1)
  await faults([
    { path: "/user_token/", fault: "error", status: 500 },
    { method: "POST", probability: 0.25, fault: "error", status: 503 },
  ])

  expect(await create()).toMatchObject({ status: 201 })
  expect(await create()).toMatchObject({ status: 503 })
  expect(await api("GET", "/user/")).toMatchObject({ status: 200 })
})

test("forget answers 200 and keeps nothing of the named fields", async () => {
  const { api, create, faults } = setup()
  const { id } = (await create()).body as { id: number }
  await faults([{ method: "PATCH", fault: "forget", fields: ["email"] }])

  const reply = await api("PATCH", `/user/${id}/`, { email: "jane@example.org", first_name: "Jane" })

  expect(reply.status).toBe(200)
  const kept = JSON.stringify((await api("GET", `/user/${id}/`)).body)
  expect(kept).toContain("Jane")
  expect(kept).not.toContain("jane@example.org")
})
