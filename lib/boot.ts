import diagnostics from "node:diagnostics_channel"
import "server-only"
import { environment } from "./env"
import { captureConsoleErrors } from "./log"
import { demoOrganizerEmail } from "./organizers/demo-organizer"
import { runtime } from "./runtime"
import { startSweeper } from "./sweeper"

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function announce(): void {
  const env = environment()
  say(`Gatehouse  ${env.siteUrl}`)
  say(`Mailbox    ${env.hasMailboxPage ? `${env.siteUrl}/dev/mailbox` : "none: mails go to SMTP_URL"}`)
  if (env.hasDemoOrganizer)
    say(`Organizer  ${demoOrganizerEmail}  signs in at ${env.siteUrl}/sign-in, the code is in the mailbox`)
  say(
    env.gate
      ? `GATE       ${env.gate.baseUrl}`
      : `GATE       ${env.siteUrl}/api/v1/  token ${env.embeddedGateToken}`,
  )
}

/**
 * Opens everything before the first request, so that a bad configuration or a data directory in use ends the process
 * with its one message instead of the first visitor's page.
 */
export async function boot(): Promise<void> {
  try {
    const { log } = await runtime()
    if (environment().isProduction) captureConsoleErrors(log)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
  announce()
  const stopSweeper = startSweeper()
  // The server finishes the requests under way and exits (server/drain.mjs); the database is left open for them. PGlite
  // recovers in half a second.
  process.once("SIGTERM", stopSweeper)
  process.once("SIGINT", stopSweeper)
  // The server in front of Next listens from now on; Next itself does not wait for this function.
  diagnostics.channel("gatehouse:booted").publish({})
}
