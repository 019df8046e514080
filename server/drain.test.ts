import { once } from "node:events"
import net from "node:net"
import { afterEach, expect, test } from "vitest"
import { drain, isDraining } from "./drain.mjs"
import { ask, startTestServer } from "./test-server"

const slot: { [key: symbol]: unknown } = globalThis as never

afterEach(() => {
  slot[Symbol.for("gatehouse.draining")] = undefined
})

test("a drain waits for what is under way, ends what is idle, and takes nothing new", async () => {
  const answers: (() => void)[] = []
  const { server, url, port } = await startTestServer(
    (request, response) => {
      if (request.url === "/slow") answers.push(() => response.end("done"))
      else response.end()
    },
    { isDraining },
  )
  const idle = net.connect(port, "127.0.0.1")
  idle.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
  await once(idle, "data")
  const slow = ask(`${url}/slow`)
  await expect.poll(() => answers.length).toBe(1)

  let isClosed = false
  const close = async () => {
    isClosed = true
  }
  const drained = drain({ server, listeners: [server], close }, { lastRequest: 0 })
  await once(idle, "close")
  await expect(ask(url)).rejects.toThrow()
  expect(isClosed).toBe(false)
  answers[0]?.()

  expect((await slow).text).toBe("done")
  expect((await slow).headers.connection).toBe("close")
  expect(await drained).toBe(true)
  expect(isClosed).toBe(true)
})

test("a connection that was accepted before the drain is answered", async () => {
  const { server, port } = await startTestServer((_request, response) => response.end("here"))
  const waiting = net.connect(port, "127.0.0.1")
  await once(waiting, "connect")

  const drained = drain({ server, listeners: [server], close: async () => undefined })
  waiting.write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
  const [answer] = await once(waiting, "data")

  expect(String(answer)).toMatch(/^HTTP\/1.1 200 /)
  expect(await drained).toBe(true)
})

test("a kept connection may ask once more, and an answer its client is slow to read is not cut off", async () => {
  const body = "x".repeat(4_000_000)
  const { server, port } = await startTestServer((_request, response) => response.end(body), { isDraining })
  const kept = net.connect(port, "127.0.0.1")
  const get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
  kept.write(get)
  let received = 0
  kept.on("data", (chunk) => {
    received += chunk.length
  })
  await expect.poll(() => received).toBeGreaterThan(body.length)
  received = 0

  const drained = drain({ server, listeners: [server], close: async () => undefined }, { lastRequest: 200 })
  kept.write(get)
  kept.pause()
  await once(server, "request")
  setTimeout(() => kept.resume(), 400)

  await once(kept, "close")
  expect(received).toBeGreaterThan(body.length)
  expect(await drained).toBe(true)
})

test("a request that does not end is cut off at the limit, and the drain says so", async () => {
  const { server, url } = await startTestServer(() => undefined)
  const hanging = ask(url)
  hanging.catch(() => undefined)
  await once(server, "request")

  expect(await drain({ server, listeners: [server], close: async () => undefined }, { requests: 30 })).toBe(
    false,
  )
  await expect(hanging).rejects.toThrow()
})
