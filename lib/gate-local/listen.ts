import type { AddressInfo } from "node:net"
import { type HttpBindings, serve } from "@hono/node-server"
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response"
import type { GateApp } from "./app"
import { ConnectionDroppedError } from "./faults"

/** A request may take this long to finish when the server stops, in milliseconds. */
const graceMs = 5_000

export type GateServer = {
  /** `http://127.0.0.1:<port>` */
  origin: string
  /** Stops taking connections and lets running requests finish. */
  close(): Promise<void>
}

/** Serves the embedded GATE on loopback; port 0 takes a free one. Rejects when the port is taken. */
export function listen(app: GateApp, port: number): Promise<GateServer> {
  async function answer(request: Request, { outgoing }: HttpBindings): Promise<Response> {
    try {
      return await app.fetch(request)
    } catch (error) {
      if (!(error instanceof ConnectionDroppedError)) throw error
      outgoing.socket?.destroy()
      return RESPONSE_ALREADY_SENT
    }
  }

  return new Promise((resolve, reject) => {
    const fetch = (request: Request, env: unknown) => answer(request, env as HttpBindings)
    const server = serve({ fetch, port, hostname: "127.0.0.1" }, (address: AddressInfo) => {
      resolve({ origin: `http://127.0.0.1:${address.port}`, close })
    })
    server.once("error", reject)

    function close(): Promise<void> {
      return new Promise((closed) => {
        const force = setTimeout(
          () => "closeAllConnections" in server && server.closeAllConnections(),
          graceMs,
        )
        server.close(() => {
          clearTimeout(force)
          closed()
        })
      })
    }
  })
}
