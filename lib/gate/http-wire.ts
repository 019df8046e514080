import { Pool } from "undici"
import { parseBaseUrl } from "./base-url"
import { abortError, readBody, type Wire, WireError, type WireRequest, type WireResponse } from "./wire"

/** As many as the transport lets run at once, so no call waits for a connection inside the pool. */
const connections = 8
const defaultConnectTimeoutMs = 2_000

/** Failures from before the first byte of the request left. */
const notConnectedCodes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
])

function isNotConnected(error: unknown): boolean {
  // Node tries every address of a name and reports all failures together.
  if (error instanceof AggregateError) return error.errors.every(isNotConnected)
  const code = error instanceof Error && "code" in error ? error.code : undefined
  return typeof code === "string" && notConnectedCodes.has(code)
}

function asWireError(error: unknown, signal: AbortSignal): WireError {
  if (error instanceof WireError) return error
  if (signal.aborted) return abortError(signal)
  return new WireError(isNotConnected(error) ? "not-connected" : "dropped")
}

function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  )
}

export type HttpWireOptions = { baseUrl: string; connectTimeoutMs?: number }
export type HttpWire = Wire & { close(): Promise<void> }

/**
 * The wire to a GATE over HTTP, on kept-alive connections. undici's pool rather than `fetch`, which is several times
 * slower here and patched by Next (architecture §5).
 * @throws GateConfigurationError for an unusable base URL
 */
export function httpWire({ baseUrl, connectTimeoutMs = defaultConnectTimeoutMs }: HttpWireOptions): HttpWire {
  const { origin, basePath } = parseBaseUrl(baseUrl)
  // The signal's deadline rules; undici's own timeouts would be a second, longer opinion.
  const pool = new Pool(origin, {
    connections,
    connect: { timeout: connectTimeoutMs },
    headersTimeout: 0,
    bodyTimeout: 0,
  })

  async function send(request: WireRequest): Promise<WireResponse> {
    const { method, headers, body, signal } = request
    try {
      const response = await pool.request({
        method,
        path: basePath + request.path,
        headers,
        body: body ?? null,
        signal,
      })
      const status = response.statusCode
      const text = await readBody(response.body, status, request.maxResponseBytes)
      return { status, headers: flatHeaders(response.headers), body: text }
    } catch (error) {
      throw asWireError(error, signal)
    }
  }

  return { send, close: () => pool.destroy() }
}
