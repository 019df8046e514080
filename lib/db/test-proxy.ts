import net from "node:net"

/** What stands between a site and its database server, as a load balancer does. */
export type TestProxy = {
  url: string
  /** Connections that are open stay open, and nothing passes any more; new ones are served. */
  freeze(): void
  /** Nothing passes any more, as when the server is stopped: new connections are taken and get no answer. */
  hang(): void
  /** New connections are served again. */
  goOn(): void
  close(): Promise<void>
}

/** Passes connections on to the server of `target`; `port` 0 is any free one. */
export async function startTestProxy(target: string, port = 0): Promise<TestProxy> {
  const { hostname, port: targetPort } = new URL(target)
  const pairs = new Set<{ client: net.Socket; server: net.Socket }>()
  let isHanging = false
  const proxy = net.createServer((client) => {
    if (isHanging) return void client.on("error", () => {}).resume()
    const server = net.connect(Number(targetPort), hostname)
    const pair = { client, server }
    pairs.add(pair)
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on("data", (chunk) => void to.write(chunk))
      from.on("error", () => {})
      from.on("close", () => {
        to.destroy()
        pairs.delete(pair)
      })
    }
  })
  await new Promise<void>((resolve) => proxy.listen(port, "127.0.0.1", resolve))
  const url = new URL(target)
  url.port = String((proxy.address() as net.AddressInfo).port)
  const freeze = () => {
    for (const { client, server } of pairs) {
      client.removeAllListeners("data").resume()
      server.removeAllListeners("data").resume()
    }
  }
  return {
    url: url.href,
    freeze,
    hang() {
      isHanging = true
      freeze()
    },
    goOn() {
      isHanging = false
    },
    close: () =>
      new Promise((resolve) => {
        for (const { client, server } of pairs) {
          client.destroy()
          server.destroy()
        }
        proxy.close(() => resolve())
      }),
  }
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = net.createServer()
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve))
  const { port } = probe.address() as net.AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
