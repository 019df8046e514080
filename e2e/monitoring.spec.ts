import { once } from "node:events"
import http from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test } from "./fixtures"
import { fieldNotes, registerByRequest } from "./form-post"
import { freePort } from "./servers/program"
import { remoteConfiguration, Site } from "./servers/site"

/** A collector of traces on loopback that keeps what it is sent. */
async function startCollector() {
  const bodies: string[] = []
  const server = http.createServer(async (request, response) => {
    for await (const chunk of request) bodies.push(String(chunk))
    response.writeHead(200, { "content-type": "application/json" }).end("{}")
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, sent: () => bodies.join("\n"), close: () => server.close() }
}

test("a site tells Prometheus and a collector how it does, and neither of them who its people are", async ({
  gate,
  inbox,
  newEmail,
  playwright,
}) => {
  test.setTimeout(180_000)
  const collector = await startCollector()
  const metricsPort = await freePort()
  const site = await Site.start({
    ...remoteConfiguration(gate, inbox),
    METRICS_PORT: String(metricsPort),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    INSTANCE_NAME: "web-7",
  })
  const visitor = await playwright.request.newContext({ baseURL: site.url })
  const email = newEmail()

  const ticket = await registerByRequest(visitor, inbox, email)
  await visitor.get(`${fieldNotes}?token=canary-query`)
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  await expect.poll(collector.sent, { timeout: 20_000 }).toContain("/e/[event]")

  expect(metrics).toMatch(/^gatehouse_http_request_duration_seconds_count\{route="\/e",status="303"\} 2$/m)
  expect(metrics).toMatch(/^gatehouse_codes_total\{outcome="sent"\} 1$/m)
  expect(metrics).toMatch(
    /^gatehouse_gate_call_duration_seconds_count\{method="POST",result="ok",status="201"\} [2-9]/m,
  )
  expect(metrics).toMatch(/^gatehouse_places_left\{event="field-notes-summit"\} \d+$/m)
  expect(metrics).toMatch(/^gatehouse_registrations_open 0$/m)
  expect(collector.sent()).toContain("web-7")
  for (const told of [metrics, collector.sent()]) {
    expect(told).not.toMatch(/canary|@example\.com|Ribeiro|%40/)
    expect(told).not.toContain(site.env.AUTH_SECRET)
  }
  expect(collector.sent()).not.toContain("cookie")
  const lines = site.output.split("\n").filter((line) => line.startsWith("{"))
  expect(lines.length).toBeGreaterThan(0)
  const entries = lines.map((line) => JSON.parse(line))
  expect(entries.every(({ instance }) => instance === "web-7")).toBe(true)
  const shown = { msg: "request", method: "POST", path: `${fieldNotes}/confirm`, status: 303 }
  expect(entries).toContainEqual(expect.objectContaining({ ...shown, request: expect.any(String) }))
  expect(ticket).toMatch(/^\/tickets\//)

  await visitor.dispose()
  await site.remove()
  collector.close()
})
