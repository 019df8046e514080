import type { IncomingMessage, RequestListener, ServerResponse } from "node:http"
import { text } from "node:stream/consumers"
import { afterEach, expect, test } from "vitest"
import { createGateClient } from "./client"
import { gateErrorOf, testToken } from "./fake-wire"
import { httpWire } from "./http-wire"
import { startLoopbackServer } from "./loopback-server"

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function setup(listener: RequestListener, timeoutMs = 10_000) {
  const server = await startLoopbackServer(listener)
  const wire = httpWire({ baseUrl: server.baseUrl })
  cleanups.push(server.close, wire.close)
  const timeouts = { readMs: timeoutMs, writeMs: timeoutMs }
  const client = createGateClient({ wire, token: testToken, timeouts, sleep: async () => {} })
  return { client, server }
}

function reply(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}) {
  response.writeHead(status, headers).end(body)
}

const forever =
  (write: (response: ServerResponse) => void) => (_: IncomingMessage, response: ServerResponse) => {
    write(response)
    const timer = setInterval(() => write(response), 20)
    response.on("close", () => clearInterval(timer))
  }

test("a write arrives with method, slash, token and JSON, and its answer is read", async () => {
  const seen: unknown[] = []
  const { client } = await setup(async (request, response) => {
    const { method, url, headers } = request
    seen.push([method, url, headers.authorization, headers["content-type"], await text(request)])
    reply(response, 201, '{"id": 7, "city": "Zürich"}')
  })

  const created = await client.userExtras.create({ parent: "42", city: "Zürich" })

  expect(created).toEqual({ id: 7, city: "Zürich" })
  expect(seen).toEqual([
    [
      "POST",
      "/api/v1/user_extra/",
      `Bearer ${testToken}`,
      "application/json",
      '{"parent":42,"city":"Zürich"}',
    ],
  ])
})

test("connections are kept and used again", async () => {
  const { client, server } = await setup((_, response) => reply(response, 200, '{"id": 1}'))

  for (let call = 0; call < 40; call++) await client.users.get(1)

  expect(server.sockets()).toBeLessThanOrEqual(8)
})

test("a read without any answer ends at the deadline", async () => {
  const { client } = await setup(() => {}, 60)

  const error = await gateErrorOf(client.users.get(1))

  expect(error).toMatchObject({ kind: "network", reason: "timeout", outcome: "not-applied", retryable: true })
})

test("a call that ran out of time closes its connection", async () => {
  let onClosed = () => {}
  const closed = new Promise<void>((resolve) => {
    onClosed = resolve
  })
  const { client } = await setup((request) => request.socket.once("close", () => onClosed()), 60)

  await gateErrorOf(client.users.get(1))

  await expect(closed).resolves.toBeUndefined()
})

test("the deadline covers a body that comes byte by byte", async () => {
  const { client } = await setup(
    forever((response) => response.write(" ")),
    150,
  )

  const error = await gateErrorOf(client.users.patch(1, { email: null }))

  expect(error).toMatchObject({ reason: "timeout", outcome: "unknown" })
})

test("a caller can abort, and a write then has an unknown outcome", async () => {
  const controller = new AbortController()
  const { client } = await setup(() => controller.abort())

  const error = await gateErrorOf(client.users.create({ username: "ada" }, { signal: controller.signal }))

  expect(error).toMatchObject({ kind: "network", reason: "aborted", outcome: "unknown" })
})

test("a write aborted before it began was not applied", async () => {
  const { client, server } = await setup((_, response) => reply(response, 500, ""))

  const call = client.users.create({ username: "ada" }, { signal: AbortSignal.abort() })

  expect(await gateErrorOf(call)).toMatchObject({ reason: "aborted", outcome: "not-applied" })
  expect(server.sockets()).toBe(0)
})

test("a connection dropped before the answer leaves a write unknown", async () => {
  const { client } = await setup((request) => request.socket.destroy())

  const error = await gateErrorOf(client.users.create({ username: "ada" }))

  expect(error).toMatchObject({ kind: "network", reason: "dropped", outcome: "unknown" })
})

test("half a body leaves a write unknown", async () => {
  const { client } = await setup((request, response) => {
    response.writeHead(201, { "content-length": "100" }).write('{"id": 1,')
    setImmediate(() => request.socket.destroy())
  })

  const error = await gateErrorOf(client.users.create({ username: "ada" }))

  expect(error).toMatchObject({ reason: "dropped", outcome: "unknown" })
})

test("bytes that are no HTTP leave a write unknown", async () => {
  const { client } = await setup((request) => request.socket.end("SSH-2.0-OpenSSH_9.6\r\n\r\n"))

  const error = await gateErrorOf(client.users.create({ username: "ada" }))

  expect(error).toMatchObject({ reason: "dropped", outcome: "unknown" })
})

test("nobody listening means not applied", async () => {
  const { client, server } = await setup(() => {})
  await server.close()

  const error = await gateErrorOf(client.users.create({ username: "ada" }))

  expect(error).toMatchObject({ kind: "network", reason: "not-connected", outcome: "not-applied" })
})

test.each([301, 302, 307, 308])("a redirect %i is an error and is not followed", async (status) => {
  const urls: (string | undefined)[] = []
  const { client } = await setup((request, response) => {
    urls.push(request.url)
    reply(response, status, "", { location: "/api/v1/user/elsewhere/" })
  })

  const error = await gateErrorOf(client.users.create({ username: "ada" }))

  expect(error).toMatchObject({ kind: "protocol", reason: "redirect", status, retryable: false })
  expect(urls).toEqual(["/api/v1/user/"])
})

test("a success that never stops growing is cut off at the cap", async () => {
  const chunk = "x".repeat(64 * 1024)
  let sentBytes = 0
  const { client } = await setup(
    forever((response) => {
      sentBytes += chunk.length
      response.write(chunk)
    }),
  )

  const error = await gateErrorOf(client.users.create({ username: "ada" }))

  expect(error).toMatchObject({ kind: "protocol", reason: "body-too-large", outcome: "unknown" })
  expect(sentBytes).toBeLessThan(1024 * 1024)
})

test("a page of 1 MB is read, because lists may be longer than one record", async () => {
  const results = Array.from({ length: 100 }, (_, id) => ({ id, notes: "n".repeat(10_000) }))
  const body = JSON.stringify({ count: 100, next: null, previous: null, results })
  const { client } = await setup((_, response) => reply(response, 200, body))

  const found = await client.userExtras.list({ limit: 100 })

  expect(found.results).toHaveLength(100)
})

test("a huge error page is still told by its status", async () => {
  const { client } = await setup((_, response) => reply(response, 500, "x".repeat(400_000)))

  const error = await gateErrorOf(client.users.create({ username: "ada" }))

  expect(error).toMatchObject({ kind: "transient", status: 500, outcome: "unknown" })
})
