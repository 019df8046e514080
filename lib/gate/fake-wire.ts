import { createGateClient, type GateClientOptions } from "./client"
import { type GateError, isGateError } from "./errors"
import type { GateLogEntry } from "./exchange"
import { type Wire, WireError, type WireRequest, type WireResponse } from "./wire"

export const testToken = "test-token-5f2c"

export type Reply =
  | WireResponse
  | WireError
  | ((request: WireRequest) => WireResponse | Promise<WireResponse>)

/** An answer with a JSON body, or with the given text as it is. */
export function answer(
  status: number,
  body: unknown = "",
  headers: Record<string, string> = {},
): WireResponse {
  return { status, headers, body: typeof body === "string" ? body : JSON.stringify(body) }
}

export function page(results: unknown[], next: string | null = null): WireResponse {
  return answer(200, { count: results.length, next, previous: null, results })
}

/** A wire that plays replies in order, the last one for ever, and keeps what it was asked. */
export function fakeWire(...replies: Reply[]): Wire & { requests: WireRequest[] } {
  const requests: WireRequest[] = []
  return {
    requests,
    async send(request) {
      requests.push(request)
      const reply = replies[Math.min(requests.length, replies.length) - 1] ?? new WireError("dropped")
      if (reply instanceof WireError) throw reply
      return typeof reply === "function" ? reply(request) : reply
    },
  }
}

/** A client on a fake wire whose waits are written down and over at once, and whose jitter is the middle. */
export function setupClient(replies: Reply[], overrides: Partial<GateClientOptions> = {}) {
  const wire = fakeWire(...replies)
  const log: GateLogEntry[] = []
  const waits: number[] = []
  let now = 1_700_000_000_000
  const client = createGateClient({
    wire,
    token: testToken,
    log: (entry) => log.push(entry),
    sleep: async (ms) => {
      waits.push(ms)
      now += ms
    },
    random: () => 0.5,
    now: () => now,
    ...overrides,
  })
  return { client, wire, log, waits }
}

/** The GateError a call fails with; anything else fails the test. */
export async function gateErrorOf(call: Promise<unknown>): Promise<GateError> {
  const failure = await call.then(
    () => new Error("the call succeeded"),
    (error: unknown) => error,
  )
  if (isGateError(failure)) return failure
  throw failure
}
