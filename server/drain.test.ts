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

test("a queue of connections in the kernel is answered to the last one", async () => {
  const admission = { coldMs: 0 }
  const { server, port } = await startTestServer((_request, response) => response.end("here"), { admission })
  const waiting = Array.from({ length: 30 }, () => net.connect(port, "127.0.0.1"))
  const answers = waiting.map(async (socket) => {
    socket.write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    return String((await once(socket, "data").catch(() => ["reset"]))[0]).slice(0, 12)
  })

  const drained = drain({ server, listeners: [server], close: async () => undefined })

  expect(new Set(await Promise.all(answers))).toEqual(new Set(["HTTP/1.1 200"]))
  expect(await drained).toBe(true)
})

const get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

test("a connection that was kept may ask once more", async () => {
  const { server, url, port } = await startTestServer((_request, response) => response.end("here"), {
    isDraining,
  })
  const kept = net.connect(port, "127.0.0.1")
  kept.write(get)
  await once(kept, "data")

  const drained = drain({ server, listeners: [server], close: async () => undefined })
  await expect.poll(() => ask(url).catch(() => "refused")).toBe("refused")
  kept.write(get)
  const [answer] = await once(kept, "data")

  expect(String(answer)).toMatch(/^HTTP\/1.1 200 [\s\S]*connection: close/i)
  expect(await drained).toBe(true)
})

test("an answer that its client is slow to read is not cut off", async () => {
  // More than the kernel takes off our hands.
  const body = "x".repeat(32_000_000)
  const { server, port } = await startTestServer((_request, response) => response.end(body))
  const swept = new Promise<void>((resolve) => {
    const { endIdle } = server
    server.endIdle = () => {
      endIdle()
      resolve()
    }
  })
  const slow = net.connect(port, "127.0.0.1")
  slow.write(get)
  await once(slow, "readable")

  const drained = drain({ server, listeners: [server], close: async () => undefined }, { lastRequest: 0 })
  await swept
  let received = 0
  slow.on("data", (chunk) => {
    received += chunk.length
  })
  await once(slow, "close")

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
