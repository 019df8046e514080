import type { z } from "zod"
import { errorFromAnswer, errorFromBody, errorFromFailure } from "./classify"
import { withDeadline } from "./deadline"
import { type GateErrorReason, type GateMethod, type GateRequestContext, isGateError } from "./errors"
import { createGuard } from "./guard"
import { type PathSegments, type Query, resourcePath, withQuery } from "./path"
import { redactPath } from "./redaction"
import { type Sleep, withRetries } from "./retry"
import type { Wire, WireResponse } from "./wire"

/** One record; far above the 40 kB that 34 full text fields can take (reliability R10). */
const maxRecordBytes = 256 * 1024
/** A page of 100 records with every field full, 255 characters of 4 bytes each, is under 4 MB. */
const maxPageBytes = 4 * 1024 * 1024

export type Timeouts = { readMs: number; writeMs: number }
export type CallOptions = { signal?: AbortSignal; timeoutMs?: number }

/** One attempt of one call. Nothing in it names a person: the path is redacted. */
export type GateLogEntry = {
  method: GateMethod
  path: string
  status: number | undefined
  ms: number
  result: "ok" | GateErrorReason
}
export type GateLog = (entry: GateLogEntry) => void

export type TransportOptions = {
  wire: Wire
  token: string
  log: GateLog
  sleep: Sleep
  random: () => number
  /** Milliseconds since 1970; for durations in the log and for dates in Retry-After. */
  now: () => number
  timeouts: Timeouts
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

export type Transport = {
  read<T>(at: PathSegments, query: Query, schema: z.ZodType<T>, options?: CallOptions): Promise<T>
  readPage<T>(at: PathSegments, query: Query, schema: z.ZodType<T>, options?: CallOptions): Promise<T>
  write<T>(
    method: "POST" | "PUT" | "PATCH",
    at: PathSegments,
    body: unknown,
    schema: z.ZodType<T>,
    options?: CallOptions,
  ): Promise<T>
  remove(at: PathSegments, options?: CallOptions): Promise<void>
}

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

/** Sends calls with the token, one deadline for everything, the shared guard, one log line, and typed answers and errors. */
export function createTransport(setup: TransportOptions): Transport {
  const { wire, token, log, now, sleep, random, timeouts } = setup
  const guard = createGuard()

  function sendGuarded(call: Call<unknown>, onSend: () => void): Promise<WireResponse> {
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

  async function attempt<T>(call: Call<T>): Promise<T> {
    const request = { method: call.method, path: redactPath(call.path) }
    const startedAt = now()
    let status: number | undefined
    let sent = false
    const record = (result: GateLogEntry["result"]) =>
      log({ ...request, status, ms: now() - startedAt, result })
    try {
      const answer = await sendGuarded(call, () => {
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

  function read<T>(
    at: PathSegments,
    query: Query,
    schema: z.ZodType<T>,
    maxBytes: number,
    options: CallOptions,
  ) {
    const path = withQuery(resourcePath(at, "GET"), query)
    const call: Call<T> = { method: "GET", path, maxBytes, options, schema }
    return withRetries(() => attempt(call), { sleep, random, signal: options.signal })
  }

  return {
    read: async (at, query, schema, options = {}) => read(at, query, schema, maxRecordBytes, options),
    readPage: async (at, query, schema, options = {}) => read(at, query, schema, maxPageBytes, options),
    write: async (method, at, body, schema, options = {}) =>
      attempt({ method, path: resourcePath(at, method), body, maxBytes: maxRecordBytes, options, schema }),
    remove: async (at, options = {}) =>
      attempt<void>({
        method: "DELETE",
        path: resourcePath(at, "DELETE"),
        maxBytes: maxRecordBytes,
        options,
        schema: null,
      }),
  }
}
