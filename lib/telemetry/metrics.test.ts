import { channel } from "node:diagnostics_channel"
import type { Server } from "node:http"
import { createServer } from "node:net"
import { afterEach, expect, test } from "vitest"
import { readBacklog } from "@/lib/db/queries/health"
import { listPlacesLeft } from "@/lib/db/queries/places"
import { testDatabase } from "@/lib/db/test-database"
import { acceptedRegistration, createWorld } from "@/lib/testing/registration-world"
import { gateCallChannel } from "./gate-calls"
import { codeChannel, createMetrics, type Readings } from "./metrics"
import { serveMetrics } from "./metrics-server"
import { requestChannel } from "./request-log"

const database = testDatabase({ isEmptied: false })
const endings: (() => void)[] = []

afterEach(() => {
  for (const end of endings.splice(0)) end()
})

const calm: Readings = {
  backlog: async () => ({ open: 0, oldestOpenSeconds: null, needsAttention: 0, mailsWaiting: 0 }),
  placesLeft: async () => [],
  connections: () => null,
  gateState: () => "up",
}

/** A site's metrics on a port of their own, and what a scrape reads there: the value of each line. */
async function serve(readings: Partial<Readings> = {}) {
  const port = await freePort()
  endings.push(await serveMetrics(createMetrics({ ...calm, ...readings }), { host: "127.0.0.1", port }))
  const url = `http://127.0.0.1:${port}`
  const scrape = async () => {
    const lines = (await (await fetch(`${url}/metrics`)).text()).split("\n")
    const values = lines
      .filter((line) => line && !line.startsWith("#"))
      .map((line) => line.split(/ (?=\S+$)/))
    return new Map(values.map(([name = "", value]) => [name, Number(value)]))
  }
  return { port, scrape, url }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address() as ReturnType<Server["address"]>
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0))
    })
  })
}

const answer = (path: string, status: number, ms = 80) =>
  channel(requestChannel).publish({ method: "GET", path, status, ms, requestId: "r" })

test("requests are counted by kind of address and status, with the time they took", async () => {
  const { scrape } = await serve()

  answer("/e/summit/register?x=1", 200)
  answer("/e/retreat/register", 200, 3_000)
  answer("/wp-login.php", 404)
  const read = await scrape()

  const name = "gatehouse_http_request_duration_seconds"
  expect(read.get(`${name}_count{route="/e",status="200"}`)).toBe(2)
  expect(read.get(`${name}_bucket{le="0.1",route="/e",status="200"}`)).toBe(1)
  expect(read.get(`${name}_count{route="other",status="404"}`)).toBe(1)
})

test("strangers cannot make the metrics grow", async () => {
  const { scrape } = await serve()
  answer("/", 200)
  const before = (await scrape()).size

  for (let at = 0; at < 2_000; at++) answer(`/${at}`, 200)

  expect((await scrape()).size - before).toBeLessThan(20)
})

test("calls to GATE and codes are counted by outcome", async () => {
  const { scrape } = await serve({ gateState: () => "down" })

  channel(gateCallChannel).publish({ method: "POST", path: "/user/", status: 201, ms: 40, result: "ok" })
  channel(gateCallChannel).publish({ method: "POST", path: "/user/", ms: 10_000, result: "timeout" })
  for (const outcome of ["sent", "sent", "refused"]) channel(codeChannel).publish({ outcome })
  const read = await scrape()

  const name = "gatehouse_gate_call_duration_seconds_count"
  expect(read.get(`${name}{method="POST",result="ok",status="201"}`)).toBe(1)
  expect(read.get(`${name}{method="POST",result="timeout",status="none"}`)).toBe(1)
  expect(read.get('gatehouse_codes_total{outcome="sent"}')).toBe(2)
  expect(read.get('gatehouse_codes_total{outcome="refused"}')).toBe(1)
  expect(read.get('gatehouse_codes_total{outcome="failed"}')).toBe(0)
  expect(read.get("gatehouse_gate_up")).toBe(0)
})

test("what waits and what is left is read from the database", async () => {
  const world = await createWorld(database.db, { event: { capacity: 10 } })
  const event = await world.addEvent({ slug: "lamps", capacity: 10 })
  await acceptedRegistration({ ...world, event })
  world.time.pass(90_000)
  const now = world.context.clock
  const { scrape } = await serve({
    backlog: () => readBacklog(database.db, now()),
    placesLeft: () => listPlacesLeft(database.db, now()),
    connections: () => ({ total: 4, idle: 1, waiting: 2 }),
  })

  const read = await scrape()

  expect(read.get("gatehouse_database_up")).toBe(1)
  expect(read.get("gatehouse_registrations_open")).toBe(1)
  expect(read.get("gatehouse_registrations_oldest_open_seconds")).toBe(90)
  expect(read.get("gatehouse_registrations_needs_attention")).toBe(0)
  expect(read.get('gatehouse_places_left{event="lamps"}')).toBe(9)
  expect(read.get('gatehouse_database_connections{state="waiting"}')).toBe(2)
  expect(read.has("nodejs_eventloop_lag_seconds")).toBe(true)
  expect(read.has("process_resident_memory_bytes")).toBe(true)
})

test("the database is asked once for many scrapes", async () => {
  let asked = 0
  const { scrape } = await serve({
    backlog: async () => {
      asked += 1
      return { open: 7, oldestOpenSeconds: 3, needsAttention: 0, mailsWaiting: 0 }
    },
  })

  await Promise.all(Array.from({ length: 10 }, scrape))

  expect((await scrape()).get("gatehouse_registrations_open")).toBe(7)
  expect(asked).toBe(1)
})

test.each<[string, () => Promise<never>]>([
  ["hangs", () => new Promise<never>(() => {})],
  ["fails", () => Promise.reject(new Error("connect ECONNREFUSED"))],
])(
  "while the database %s the rest can be read, and no old number passes for a new one",
  async (_, backlog) => {
    const { scrape } = await serve({ backlog, placesLeft: async () => [{ slug: "lamps", left: 3 }] })
    answer("/", 200)

    const read = await scrape()

    expect(read.get("gatehouse_database_up")).toBe(0)
    expect(read.has("gatehouse_registrations_open")).toBe(false)
    expect(read.get('gatehouse_http_request_duration_seconds_count{route="/",status="200"}')).toBe(1)
  },
)

test("the port answers nothing else, and one that is taken is named", async () => {
  const { port, url } = await serve()

  expect((await fetch(`${url}/`)).status).toBe(404)
  expect((await fetch(`${url}/metrics`, { method: "POST" })).status).toBe(405)
  await expect(serveMetrics(createMetrics(calm), { host: "127.0.0.1", port })).rejects.toThrow(
    /METRICS_PORT.*EADDRINUSE/,
  )
})
