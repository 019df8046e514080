import { drizzle } from "drizzle-orm/node-postgres"
import pg from "pg"
import { type Database, databaseOptions } from "./database"
import { parseInt8 } from "./parse-int8"

/** A PostgreSQL server, 15 or newer, perhaps behind a transaction pooler: no session state, no named statements. */
export type PostgresHandle = { driver: "postgres"; db: Database; pool: pg.Pool; close(): Promise<void> }

const CONNECT_TIMEOUT_MS = 5_000

/**
 * Prepares a pool on `url`; it connects with the first query. A connection that dies while nobody queries
 * it is reported to `onConnectionError` and replaced: without a listener node-postgres ends the process.
 */
export function openPostgres(url: string, onConnectionError: (error: Error) => void): PostgresHandle {
  // drizzle reads the global table for every type it does not parse itself.
  pg.types.setTypeParser(pg.types.builtins.INT8, parseInt8)
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  })
  pool.on("error", onConnectionError)
  pool.on("connect", (client) => client.on("error", onConnectionError))
  return { driver: "postgres", db: drizzle(pool, databaseOptions), pool, close: () => pool.end() }
}
