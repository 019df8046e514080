import { expect, test } from "vitest"
import { createGateClient } from "./client"
import { gateErrorOf, testToken } from "./fake-wire"
import { type FetchLike, inProcessWire } from "./in-process-wire"

function setup(fetchLike: FetchLike, timeoutMs = 10_000) {
  const timeouts = { readMs: timeoutMs, writeMs: timeoutMs }
  return createGateClient({
    wire: inProcessWire(fetchLike),
    token: testToken,
    timeouts,
    sleep: async () => {},
  })
}

test("the application sees an ordinary request and its response is read", async () => {
  const client = setup(async (request) => {
    const { pathname } = new URL(request.url)
    const body: unknown = await request.json()
    const authorization = request.headers.get("authorization")
    return Response.json({ id: 1, pathname, method: request.method, body, authorization })
  })

  const user = await client.users.patch(5, { email: "ada@example.org" })

  expect(user).toMatchObject({
    pathname: "/api/v1/user/5/",
    method: "PATCH",
    body: { email: "ada@example.org" },
    authorization: `Bearer ${testToken}`,
  })
})

test("an application that throws is a dropped connection", async () => {
  const client = setup(() => {
    throw new Error("broken")
  })

  const error = await gateErrorOf(client.users.create({ username: "ada" }))

  expect(error).toMatchObject({ reason: "dropped", outcome: "unknown" })
})

test("an application that never answers is left at the deadline", async () => {
  const client = setup(() => new Promise<Response>(() => {}), 30)

  const error = await gateErrorOf(client.users.create({ username: "ada" }))

  expect(error).toMatchObject({ reason: "timeout", outcome: "unknown" })
})

test("a body over the cap is refused", async () => {
  const client = setup(() => new Response("x".repeat(300_000)))

  const error = await gateErrorOf(client.users.create({ username: "ada" }))

  expect(error).toMatchObject({ reason: "body-too-large" })
})

test("a delete without a body works", async () => {
  const client = setup(() => new Response(null, { status: 204 }))

  await expect(client.users.delete(1)).resolves.toBeUndefined()
})

const request = (signal: AbortSignal) =>
  ({ method: "GET", path: "/user/", headers: {}, signal, maxResponseBytes: 1_000 }) as const

test("an exchange that was aborted before it began never reaches the application", async () => {
  let asked = 0
  const wire = inProcessWire(() => {
    asked += 1
    return new Response("{}")
  })

  await expect(wire.send(request(AbortSignal.abort()))).rejects.toMatchObject({ reason: "aborted" })

  expect(asked).toBe(0)
})

test("an exchange ends when it is aborted, although the application never answers", async () => {
  const controller = new AbortController()
  const call = inProcessWire(() => new Promise<Response>(() => {})).send(request(controller.signal))

  controller.abort()

  await expect(call).rejects.toMatchObject({ reason: "aborted" })
})
