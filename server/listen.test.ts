import { once } from "node:events"
import net from "node:net"
import { afterEach, expect, test } from "vitest"
import { createHttpServer } from "./http-server.mjs"
import { explainListenError, listen } from "./listen.mjs"

const closing: (() => unknown)[] = []

afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function start(host: string | undefined, port = 0) {
  const server = createHttpServer((_request, response) => response.end("here"))
  const listening = await listen(server, host, port)
  closing.push(() => listening.listeners.map((listener) => listener.close()))
  return listening
}

async function hasIPv6(): Promise<boolean> {
  const probe = net.createServer().listen(0, "::1")
  const isThere = await Promise.race([
    once(probe, "listening").then(
      () => true,
      () => false,
    ),
  ])
  probe.close()
  return isThere
}

const bodyOf = async (address: string) => (await fetch(`http://${address}/`)).text()

test("without HOST both loopback addresses are answered, and no other", async () => {
  const { addresses, port } = await start(undefined)

  expect(await bodyOf(`127.0.0.1:${port}`)).toBe("here")
  if (await hasIPv6()) {
    expect(addresses).toEqual(["127.0.0.1", "[::1]"])
    expect(await bodyOf(`[::1]:${port}`)).toBe("here")
  } else expect(addresses).toEqual(["127.0.0.1"])
  await expect(bodyOf(`127.0.0.2:${port}`)).rejects.toThrow()
})

test("with HOST that address alone is answered", async () => {
  const { addresses, port } = await start("127.0.0.2")

  expect(addresses).toEqual(["127.0.0.2"])
  expect(await bodyOf(`127.0.0.2:${port}`)).toBe("here")
  await expect(bodyOf(`127.0.0.1:${port}`)).rejects.toThrow()
})

test("a port that is taken and a host that is not ours are explained in one sentence", async () => {
  const { port } = await start("127.0.0.1")

  const taken = await start("127.0.0.1", port).catch((error: unknown) => error)
  const foreign = await start("192.0.2.77").catch((error: unknown) => error)

  expect(explainListenError(taken, port)).toBe(
    `Port ${port} is taken by another process. Stop it, or choose another PORT.`,
  )
  expect(explainListenError(foreign, 0)).toBe("HOST is not an address of this machine.")
  expect(explainListenError(new Error("other"), 0)).toBeNull()
})
