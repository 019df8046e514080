import { once } from "node:events"
import http from "node:http"
import type { AddressInfo } from "node:net"
import { SpanStatusCode, trace } from "@opentelemetry/api"
import { afterEach, expect, test, vi } from "vitest"
import { startTracing } from "./tracing"

afterEach(() => vi.unstubAllEnvs())

/** A collector on loopback that keeps what it is sent. */
async function startCollector() {
  const bodies: string[] = []
  const server = http.createServer(async (request, response) => {
    let body = `${request.url}\n`
    for await (const chunk of request) body += chunk
    bodies.push(body)
    response.writeHead(200, { "content-type": "application/json" }).end("{}")
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, sent: () => bodies.join("\n"), close: () => server.close() }
}

test("spans reach the collector with route and status, and without a value of anybody", async () => {
  const collector = await startCollector()
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
  const stop = startTracing("web-1")

  const span = trace.getTracer("next.js").startSpan("GET /e/[event]/register", {
    attributes: {
      "http.method": "GET",
      "http.route": "/e/[event]/register",
      "http.status_code": 200,
      "http.target": "/me/unsubscribe?token=canary-token",
      "http.request.header.cookie": "canary-cookie",
      "http.url": "http://localhost/?email=canary@example.com",
      "next.span_name": "GET /t/CANARYCODE?x=canary",
    },
  })
  span.recordException(new Error("canary-message"))
  span.setStatus({ code: SpanStatusCode.ERROR, message: "canary-status" })
  span.end()
  await stop()
  collector.close()

  expect(collector.sent()).toMatch(/^\/v1\/traces\n/)
  for (const part of ["gatehouse", "web-1", "GET /e/[event]/register", '"/me/unsubscribe"', "exception"])
    expect(collector.sent()).toContain(part)
  expect(collector.sent()).not.toMatch(/canary/i)
})
