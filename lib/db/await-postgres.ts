import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import { errorCode } from "./error-code"
import type { PostgresHandle } from "./open-postgres"

/** The database cannot be used as configured; the message names the variable and no secret. */
class DatabaseUnreachableError extends Error {
  override readonly name = "DatabaseUnreachableError"
}

/** What trying again does not mend, in words for whoever set the variable. */
const faults: Record<string, string> = {
  "28P01": "the password was refused",
  "28000": "this user may not connect",
  "3D000": "there is no such database",
  "42501": "this user may not connect to this database",
}

const firstPauseMs = 250

const longestPauseMs = 5_000

type Patience = { limitMs?: number; onWaiting: (address: string) => void }

/**
 * Waits until the server answers, for a minute at most: after a restart of everything the database is often the last
 * to come. `onWaiting` is told once.
 * @throws DatabaseUnreachableError at once for what waiting does not mend
 */
export async function awaitPostgres(
  { db, address }: Pick<PostgresHandle, "db" | "address">,
  { limitMs = 60_000, onWaiting }: Patience,
): Promise<void> {
  const giveUpAt = performance.now() + limitMs
  for (let tries = 0; ; tries++) {
    try {
      await db.execute(sql`select 1`)
      return
    } catch (error) {
      const code = errorCode(error) ?? "no answer"
      const fault = faults[code]
      if (fault) throw new DatabaseUnreachableError(`DATABASE_URL: ${fault} at ${address} (${code}).`)
      const pauseMs = Math.min(firstPauseMs * 2 ** tries, longestPauseMs)
      if (performance.now() + pauseMs > giveUpAt) {
        const seconds = Math.round(limitMs / 1000)
        throw new DatabaseUnreachableError(
          `DATABASE_URL: the database at ${address} did not answer for ${seconds} seconds (${code}).`,
        )
      }
      if (tries === 0) onWaiting(address)
      await sleep(pauseMs)
    }
  }
}
