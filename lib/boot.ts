import diagnostics from "node:diagnostics_channel"
import "server-only"
import { announcement } from "./announcement"
import { environment } from "./env"
import { runtime } from "./runtime"
import { startSweeper } from "./sweeper"
import { captureConsoleErrors } from "./telemetry/console-errors"
import { RefusedRequests } from "./telemetry/refused-requests"
import { logRequests } from "./telemetry/request-log"

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/**
 * Opens everything before the first request, so that a bad configuration or a data directory in use ends the process
 * with its one message instead of the first visitor's page.
 */
export async function boot(): Promise<void> {
  try {
    const { log } = await runtime()
    const refused = new RefusedRequests(log)
    if (environment().isProduction) captureConsoleErrors(log, refused)
    logRequests(log, refused)
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
