import type { GateMethod } from "./errors"

/** `path` starts below the API root and has its query; the wire adds origin and base path. */
export type WireRequest = {
  method: GateMethod
  path: string
  headers: Record<string, string>
  body?: string | undefined
  /** Ends the exchange, body included. */
  signal: AbortSignal
  maxResponseBytes: number
}

/** A whole answer: header names in lower case, the body decoded as UTF-8. */
export type WireResponse = { status: number; headers: Record<string, string>; body: string }

/**
 * Carries one request to GATE and one answer back. It follows no redirects, repeats nothing, and fails only with
 * WireError.
 */
export type Wire = { send(request: WireRequest): Promise<WireResponse> }

/** `not-connected` is the only reason that proves that GATE saw nothing. */
export type WireFailure = "not-connected" | "timeout" | "aborted" | "dropped" | "body-too-large"

export class WireError extends Error {
  override readonly name = "WireError"
  readonly reason: WireFailure

  constructor(reason: WireFailure) {
    super(`GATE wire: ${reason}`)
    this.reason = reason
  }
}

/** The reason an aborted exchange ended: the deadline's own error, else the caller's wish. */
export function abortError(signal: AbortSignal): WireError {
  return signal.reason instanceof WireError ? signal.reason : new WireError("aborted")
}

/**
 * Reads a body up to a number of bytes. An over-long error page counts as empty, since its status says enough.
 * @throws WireError `body-too-large` for an over-long success
 */
export async function readBody(
  chunks: AsyncIterable<Uint8Array>,
  status: number,
  maxBytes: number,
): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.byteLength
    if (size > maxBytes) {
      if (status >= 200 && status < 300) throw new WireError("body-too-large")
      return ""
    }
    parts.push(chunk)
  }
  return Buffer.concat(parts).toString("utf8")
}
