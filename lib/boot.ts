import "server-only"
import { announcement } from "./announcement"
import { shareDirectory } from "./db/directory-share.mjs"
import { environment } from "./env"
import { captureConsoleErrors } from "./log"
import { runtime } from "./runtime"
import { startSweeper } from "./sweeper"

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/**
 * Opens everything before the first request, so that a bad configuration or a data directory in use ends the process
 * with its one message instead of the first visitor's page.
 */
export async function boot(): Promise<void> {
  try {
    if (environment().isProduction) await shareDirectory(".next")
    const { log } = await runtime()
    if (environment().isProduction) captureConsoleErrors(log)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
  for (const line of announcement(environment())) say(line)
  const stopSweeper = startSweeper()
  // Next finishes the requests under way and exits; the database is left open for them. PGlite recovers in half a second.
  process.once("SIGTERM", stopSweeper)
  process.once("SIGINT", stopSweeper)
}
