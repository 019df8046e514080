import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client"
import type { Backlog } from "@/lib/db/queries/health"
import type { PlacesLeft } from "@/lib/db/queries/places"
import type { GateLogEntry } from "@/lib/gate/exchange"
import type { GateState } from "@/lib/gate/health"
import { gateCallChannel } from "./gate-calls"
import { type AnsweredRequest, requestChannel } from "./request-log"
import { routeClass } from "./request-path"

/** Where every code that was asked for is told of, as `{ outcome }`. */
export const codeChannel = "gatehouse:code"

/** Where errors that Apple's devices report are told of, as `{ count }`. */
const walletErrorChannel = "gatehouse:wallet-error"

/** A scrape waits this long for the database, in milliseconds; Prometheus gives up after ten seconds. */
const answerWithinMs = 2_000

/** Two Prometheus servers and a curious person ask the database once. */
const answerLifetimeMs = 5_000

/** A page is quick below a tenth of a second and lost after ten. */
const requestBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** GATE's calls end after five and ten seconds. */
const gateBuckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export type Connections = { total: number; idle: number; waiting: number }

/** What is read when somebody asks. */
export type Readings = {
  backlog(): Promise<Backlog>
  placesLeft(): Promise<PlacesLeft[]>
  /** Null where the database is in this process. */
  connections(): Connections | null
  gateState(): GateState
}

export type Metrics = {
  /** Everything in Prometheus' text format. Never fails: what the database did not tell in time is left out. */
  read(): Promise<string>
  contentType: string
  /** Stops counting. */
  close(): void
}

/** The messages of a channel, until `close`. */
function listen<Message>(name: string, hear: (message: Message) => void): () => void {
  const listener = (message: unknown) => hear(message as Message)
  subscribe(name, listener)
  return () => unsubscribe(name, listener)
}

function countRequests(registry: Registry): () => void {
  const duration = new Histogram({
    name: "gatehouse_http_request_duration_seconds",
    help: "Answers by kind of address and status, with the time they took.",
    labelNames: ["route", "status"],
    buckets: requestBuckets,
    registers: [registry],
  })
  return listen<AnsweredRequest>(requestChannel, ({ path, status, ms }) => {
    const [bare = ""] = path.split("?", 1)
    duration.observe({ route: routeClass(bare), status: String(status) }, ms / 1_000)
  })
}

function countGateCalls(registry: Registry): () => void {
  const duration = new Histogram({
    name: "gatehouse_gate_call_duration_seconds",
    help: "Attempts of calls to GATE by method and result, with the time they took.",
    labelNames: ["method", "result", "status"],
    buckets: gateBuckets,
    registers: [registry],
  })
  return listen<GateLogEntry>(gateCallChannel, ({ method, result, status, ms }) => {
    duration.observe({ method, result, status: status === undefined ? "none" : String(status) }, ms / 1_000)
  })
}

function countCodes(registry: Registry): () => void {
  const codes = new Counter({
    name: "gatehouse_codes_total",
    help: "Sign-in codes that were asked for: sent, refused by a limit, or failed to be mailed.",
    labelNames: ["outcome"],
    registers: [registry],
  })
  for (const outcome of ["sent", "refused", "failed"]) codes.inc({ outcome }, 0)
  return listen<{ outcome: string }>(codeChannel, ({ outcome }) => codes.inc({ outcome }))
}

function countDeviceErrors(registry: Registry): () => void {
  const errors = new Counter({
    name: "gatehouse_wallet_device_errors_total",
    help: "Errors that Apple's devices reported about passes. What they say is kept nowhere.",
    registers: [registry],
  })
  return listen<{ count: number }>(walletErrorChannel, ({ count }) => errors.inc(count))
}

type DatabaseReading = { backlog: Backlog; places: PlacesLeft[] }

/** What the database says, read at most every few seconds and never waited for longer than a scrape may. */
function cachedReading(readings: Readings): () => Promise<DatabaseReading | null> {
  let asking: Promise<DatabaseReading> | null = null
  let latest: { at: number; reading: DatabaseReading } | null = null
  const ask = async () => {
    const reading = { backlog: await readings.backlog(), places: await readings.placesLeft() }
    latest = { at: performance.now(), reading }
    return reading
  }
  return async () => {
    if (latest && performance.now() - latest.at < answerLifetimeMs) return latest.reading
    // The one question under way: a database that hangs must not cost a connection for every scrape.
    asking ??= ask().finally(() => {
      asking = null
    })
    return within(asking)
  }
}

async function within<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), answerWithinMs)
  })
  const answer = await Promise.race([work.catch(() => null), limit])
  clearTimeout(timer)
  return answer
}

function createGauges(registry: Registry) {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `gatehouse_${name}`, help, labelNames, registers: [registry] })
  return {
    databaseUp: gauge("database_up", "Whether the database told the numbers below in time."),
    gateUp: gauge("gate_up", "Whether GATE answers: 0 when it is down or refuses this site."),
    open: gauge("registrations_open", "Registrations GATE does not have yet."),
    oldestOpen: gauge(
      "registrations_oldest_open_seconds",
      "Age of the oldest of them; 0 when there is none.",
    ),
    needsAttention: gauge(
      "registrations_needs_attention",
      "Registrations an organizer has to look at, because GATE refused them.",
    ),
    mailsWaiting: gauge("mails_waiting", "Mails that are due and were not handed over yet."),
    placesLeft: gauge("places_left", "Places left at a published event to come that has a limit.", ["event"]),
    connections: gauge("database_connections", "Connections of the pool by state.", ["state"]),
  }
}

/** Counts what this process does from now on, and reads the rest when it is asked. */
export function createMetrics(readings: Readings): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const endings = [
    countRequests(registry),
    countGateCalls(registry),
    countCodes(registry),
    countDeviceErrors(registry),
  ]
  const gauges = createGauges(registry)
  const readDatabase = cachedReading(readings)

  return {
    contentType: registry.contentType,
    close: () => {
      for (const end of endings) end()
    },
    read: async () => {
      const reading = await readDatabase()
      gauges.databaseUp.set(reading ? 1 : 0)
      gauges.gateUp.set(readings.gateState() === "up" ? 1 : 0)
      for (const [state, count] of Object.entries(readings.connections() ?? {}))
        gauges.connections.set({ state }, count)
      const { open, oldestOpen, needsAttention, mailsWaiting, placesLeft } = gauges
      // An old number would look like a new one.
      for (const gauge of [open, oldestOpen, needsAttention, mailsWaiting]) gauge.remove()
      placesLeft.reset()
      if (reading) {
        open.set(reading.backlog.open)
        oldestOpen.set(reading.backlog.oldestOpenSeconds ?? 0)
        needsAttention.set(reading.backlog.needsAttention)
        mailsWaiting.set(reading.backlog.mailsWaiting)
        for (const { slug, left } of reading.places) placesLeft.set({ event: slug }, left)
      }
      return registry.metrics()
    },
  }
}
