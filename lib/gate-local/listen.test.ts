import { request } from "node:http"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-database"
import { type GateServer, listen } from "./listen"
import { fullToken, testGate } from "./test-gate"

let database: TestDatabase
let server: GateServer
let gate: ReturnType<typeof testGate>

beforeAll(async () => {
  database = await createTestDatabase()
  gate = testGate(database.db)
  server = await listen(gate.gate, 0)
})
afterAll(async () => {
  await server.close()
  await database.close()
})

const post = (username: string) =>
  fetch(`${server.origin}/api/v1/user/`, {
    method: "POST",
    headers: { authorization: `Bearer ${fullToken}`, "content-type": "application/json" },
    body: JSON.stringify({ username }),
  })

test.each([
  ["drop-before", 0],
  ["drop-after", 1],
])("%s closes the TCP connection without an answer, %i stored", async (fault, count) => {
  await gate.faults([{ path: "/user/$", method: "POST", fault }])

  await expect(post(fault)).rejects.toMatchObject({ cause: { code: "UND_ERR_SOCKET" } })

  expect(await gate.api("GET", `/user/?username=${fault}`)).toMatchObject({ body: { count } })
})

test("late closes the TCP connection and stores afterwards", async () => {
  await gate.faults([{ method: "POST", fault: "late", delayMs: 1, times: 1 }])

  await expect(post("late")).rejects.toMatchObject({ cause: { code: "UND_ERR_SOCKET" } })
  await gate.gate.settle()

  expect(await gate.api("GET", "/user/?username=late")).toMatchObject({ body: { count: 1 } })
})

test("links and redirects name the address the caller used", async () => {
  await gate.seed({ fillTo: { resource: "user", count: 30 } })
  const headers = { authorization: `Bearer ${fullToken}` }

  const page = await fetch(`${server.origin}/api/v1/user/`, { headers })
  const moved = await fetch(`${server.origin}/api/v1/user`, { headers, redirect: "manual" })

  expect(await page.json()).toMatchObject({ next: `${server.origin}/api/v1/user/?limit=20&offset=20` })
  expect([moved.status, moved.headers.get("location")]).toEqual([301, "/api/v1/user/"])
})

test("a port that is taken is an error, not a silence", async () => {
  const port = Number(new URL(server.origin).port)

  await expect(listen(gate.gate, port)).rejects.toMatchObject({ code: "EADDRINUSE" })
})

test.each([true, false])(
  "TRACE, which no Request can be made of, is 405 (with control: %s)",
  async (control) => {
    const traced = await listen(testGate(database.db, { control }).gate, 0)

    const status = await new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${fullToken}` }
      const sent = request(`${traced.origin}/api/v1/user/`, { method: "TRACE", headers }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      sent.once("error", reject).end()
    })

    await traced.close()
    expect(status).toBe(405)
  },
)
