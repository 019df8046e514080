import { once } from "node:events"
import { createServer } from "node:http"
import type { Metrics } from "./metrics"

/**
 * Serves the metrics at `/metrics` on a port of their own, so that nothing in front of the site can show them to
 * everybody. Returns a function that ends it.
 * @throws Error that names METRICS_PORT when it cannot be listened on
 */
export async function serveMetrics(
  metrics: Metrics,
  { host, port }: { host: string; port: number },
): Promise<() => void> {
  const server = createServer(async ({ method, url }, response) => {
    const isRead = method === "GET" || method === "HEAD"
    if (url !== "/metrics" || !isRead) return response.writeHead(isRead ? 404 : 405).end()
    const headers = { "content-type": metrics.contentType, "cache-control": "no-store" }
    const text = await metrics.read().catch(() => null)
    return text === null ? response.writeHead(500).end() : response.writeHead(200, headers).end(text)
  })
  server.requestTimeout = 10_000
  server.maxConnections = 20
  try {
    server.listen({ host, port })
    await once(server, "listening")
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "no reason given"
    throw new Error(`METRICS_PORT and METRICS_HOST cannot be listened on (${code}).`)
  }
  // Whoever scrapes must not keep a process alive that has nothing else to do.
  server.unref()
  return () => {
    server.close()
    server.closeAllConnections()
    metrics.close()
  }
}
