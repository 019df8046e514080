import type { z } from "zod"
import { errorFromAnswer, errorFromBody, errorFromFailure } from "./classify"
import { withDeadline } from "./deadline"
import { type GateErrorReason, type GateMethod, type GateRequestContext, isGateError } from "./errors"
import { createGuard, type Guard } from "./guard"
import { redactPath } from "./redaction"
import type { Sleep } from "./retry"
import type { Wire, WireResponse } from "./wire"

export type Timeouts = { readMs: number; writeMs: number }
/** `retries`: how often a read that failed is repeated, 2 unless given; 0 where calls are counted. */
export type CallOptions = { signal?: AbortSignal; timeoutMs?: number; retries?: number }

/** One attempt of one call. Nothing in it names a person: the path is redacted. */
export type GateLogEntry = {
  method: GateMethod
  path: string
  status: number | undefined
  ms: number
  result: "ok" | GateErrorReason
}
type GateLog = (entry: GateLogEntry) => void

export type ExchangeOptions = {
  wire: Wire
  token: string
  log: GateLog
  /** Milliseconds since 1970; for durations in the log and for dates in Retry-After. */
  now: () => number
  timeouts: Timeouts
  sleep: Sleep
}

type Call<T> = {
  method: GateMethod
  path: string
  body?: unknown
  maxBytes: number
  options: CallOptions
  /** The schema of the answer; null when a success carries none. */
  schema: z.ZodType<T> | null
}

export type Exchange = <T>(call: Call<T>) => Promise<T>

function parseAnswer<T>(call: Call<T>, answer: WireResponse, request: GateRequestContext): T {
  const isEmpty = call.schema === null && answer.body === ""
  let json: unknown
  try {
    json = isEmpty ? null : JSON.parse(answer.body)
  } catch {
    throw errorFromBody("unreadable-body", answer.status, request)
  }
  if (call.schema === null) return undefined as T
  const parsed = call.schema.safeParse(json)
  if (!parsed.success) throw errorFromBody("unexpected-body", answer.status, request)
  return parsed.data
}

function sendGuarded(
  { wire, token, timeouts }: ExchangeOptions,
  guard: Guard,
  call: Call<unknown>,
  onSend: () => void,
): Promise<WireResponse> {
  const { method, path, body, maxBytes, options } = call
  const headers: Record<string, string> = { authorization: `Bearer ${token}`, accept: "application/json" }
  if (body !== undefined) headers["content-type"] = "application/json"
  const encoded = body === undefined ? undefined : JSON.stringify(body)
  const timeoutMs = options.timeoutMs ?? (method === "GET" ? timeouts.readMs : timeouts.writeMs)
  return withDeadline(timeoutMs, options.signal, (signal) =>
    guard.run(() => {
      onSend()
      return wire.send({ method, path, headers, body: encoded, signal, maxResponseBytes: maxBytes })
    }, signal),
  )
}

/**
 * Makes the function that carries out one attempt of a call: token, one deadline for everything, the guard all calls
 * share, one log line, and a typed answer or GateError.
 */
export function createExchange(setup: ExchangeOptions): Exchange {
  const { log, now } = setup
  const guard = createGuard(now, setup.sleep)

  return async (call) => {
    const request = { method: call.method, path: redactPath(call.path) }
    const startedAt = now()
    let status: number | undefined
    let sent = false
    const record = (result: GateLogEntry["result"]) =>
      log({ ...request, status, ms: now() - startedAt, result })
    try {
      const answer = await sendGuarded(setup, guard, call, () => {
        sent = true
      })
      status = answer.status
      if (status < 200 || status >= 300) throw errorFromAnswer(answer, request, now())
      const value = parseAnswer(call, answer, request)
      record("ok")
      return value
    } catch (failure) {
      const error = errorFromFailure(failure, request, sent)
      if (isGateError(error)) record(error.reason)
      throw error
    }
  }
}
