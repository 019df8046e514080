import { createServer, type RequestListener, type Server } from "node:http"
import type { AddressInfo } from "node:net"

export type LoopbackServer = { baseUrl: string; sockets(): number; close(): Promise<void> }

/** A real HTTP server on a free port of this machine, for tests of the HTTP wire. */
export async function startLoopbackServer(listener: RequestListener): Promise<LoopbackServer> {
  let sockets = 0
  const server: Server = createServer(listener)
  server.on("connection", () => {
    sockets += 1
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/api/v1`,
    sockets: () => sockets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
