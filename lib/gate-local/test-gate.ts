import type { Database } from "@/lib/db/database"
import { createGateApp, type GateAppOptions } from "./app"

/** The token of every test that does not say otherwise. */
export const fullToken = "test-token"

export type Reply = { status: number; body: unknown; headers: Headers }

/** An embedded GATE in control mode, and one call that sends JSON to it. */
export function testGate(db: Database, options: Partial<GateAppOptions> = {}) {
  const gate = createGateApp({ db, token: fullToken, control: true, ...options })

  async function send(
    method: string,
    path: string,
    body?: unknown,
    headers: HeadersInit = {},
  ): Promise<Reply> {
    const response = await gate.fetch(
      new Request(`http://gate.test${path}`, {
        method,
        headers: { authorization: `Bearer ${fullToken}`, "content-type": "application/json", ...headers },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    )
    const text = await response.text()
    return { status: response.status, body: text && JSON.parse(text), headers: response.headers }
  }

  return {
    gate,
    send,
    /** A call below `/api/v1`. */
    api: (method: string, path: string, body?: unknown, headers?: HeadersInit) =>
      send(method, `/api/v1${path}`, body, headers),
    seed: (state: unknown) => send("PUT", "/_control/state", state),
    faults: (list: unknown[]) => send("PUT", "/_control/faults", list),
  }
}
