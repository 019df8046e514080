import diagnostics from "node:diagnostics_channel"
import "server-only"
import { announcement } from "./announcement"
import { readBacklog } from "./db/queries/health"
import { listPlacesLeft } from "./db/queries/places"
import { environment } from "./env"
import { type Runtime, runtime } from "./runtime"
import { startSweeper } from "./sweeper"
import { captureConsoleErrors } from "./telemetry/console-errors"
import { RefusedRequests } from "./telemetry/refused-requests"
import { logRequests } from "./telemetry/request-log"

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Sends traces when there is somewhere to send them; loaded then only. */
async function openTracing(): Promise<void> {
  const { hasTracing, instance } = environment()
  if (!hasTracing) return
  const { startTracing } = await import("./telemetry/tracing")
  const stop = startTracing(instance)
  // A collector that is away must not hold up the end.
  process.once("SIGTERM", () => stop().catch(() => {}))
}

/** Serves metrics when they are asked for; loaded then only. */
async function openMetrics({ db, clock, vitals, connections }: Runtime): Promise<void> {
  const { metrics } = environment()
  if (!metrics) return
  const { createMetrics } = await import("./telemetry/metrics")
  const { serveMetrics } = await import("./telemetry/metrics-server")
  const counted = createMetrics({
    backlog: () => readBacklog(db, clock()),
    placesLeft: () => listPlacesLeft(db, clock()),
    gateState: () => vitals.gate.state,
    connections,
  })
  await serveMetrics(counted, metrics)
}

/**
 * Opens everything before the first request, so that a bad configuration or a data directory in use ends the process
 * with its one message instead of the first visitor's page.
 */
export async function boot(): Promise<void> {
  try {
    await openTracing()
    const current = await runtime()
    const { log } = current
    const refused = new RefusedRequests(log)
    if (environment().isProduction) captureConsoleErrors(log, refused)
    logRequests(log, refused)
    await openMetrics(current)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
  for (const line of announcement(environment())) say(line)
  const stopSweeper = startSweeper()
  // The server finishes the requests under way and exits (server/drain.mjs); the database is left open for them. PGlite
  // recovers in half a second.
  process.once("SIGTERM", stopSweeper)
  process.once("SIGINT", stopSweeper)
  // The server in front of Next listens from now on; Next itself does not wait for this function.
  diagnostics.channel("gatehouse:booted").publish({})
}
