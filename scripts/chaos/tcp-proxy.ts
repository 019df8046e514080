import { type AddressInfo, createConnection, createServer, type Socket } from "node:net"

/** A port that leads to another one, and later perhaps to a third. */
export type TcpProxy = {
  port: number
  /** New connections lead to this port from now on; those there are break. */
  leadTo(port: number): void
  stop(): Promise<void>
}

/** Listens on loopback for a database that may move. */
export async function startTcpProxy(firstTarget: number): Promise<TcpProxy> {
  let target = firstTarget
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = createConnection(target, "127.0.0.1")
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.once("error", () => other.destroy())
      one.once("close", () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  })
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    port: (server.address() as AddressInfo).port,
    leadTo(port) {
      target = port
      breakAll()
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        breakAll()
      }),
  }
}
