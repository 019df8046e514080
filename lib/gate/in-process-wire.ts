import { abortError, readBody, type Wire, WireError, type WireRequest, type WireResponse } from "./wire"

export type FetchLike = (request: Request) => Response | Promise<Response>

/** Never resolved by DNS: it only gives the application absolute URLs to build `next` from. */
const defaultBaseUrl = "http://gate.invalid/api/v1"

async function exchange(fetchLike: FetchLike, baseUrl: string, request: WireRequest): Promise<WireResponse> {
  const { method, headers, body, signal } = request
  try {
    const response = await fetchLike(
      new Request(baseUrl + request.path, { method, headers, body: body ?? null, signal }),
    )
    // The DOM's type of a stream lacks the async iterator that Node's stream has.
    const chunks = response.body as (ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) | null
    const text = chunks === null ? "" : await readBody(chunks, response.status, request.maxResponseBytes)
    return { status: response.status, headers: Object.fromEntries(response.headers), body: text }
  } catch (error) {
    throw error instanceof WireError ? error : new WireError("dropped")
  }
}

/**
 * The wire to a GATE in this process, such as a Hono application's `fetch`: no port and no sockets. A `fetchLike` that
 * throws is a dropped connection. Abort ends the wait even when the application does not watch the signal.
 */
export function inProcessWire(fetchLike: FetchLike, { baseUrl = defaultBaseUrl } = {}): Wire {
  return {
    send(request) {
      const { signal } = request
      if (signal.aborted) return Promise.reject(abortError(signal))
      return new Promise((resolve, reject) => {
        const onAbort = () => reject(abortError(signal))
        signal.addEventListener("abort", onAbort, { once: true })
        exchange(fetchLike, baseUrl, request)
          .then(resolve, reject)
          .finally(() => signal.removeEventListener("abort", onAbort))
      })
    },
  }
}
