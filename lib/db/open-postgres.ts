import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres"
import type { PgTransactionConfig } from "drizzle-orm/pg-core"
import pg from "pg"
import { type Database, databaseOptions } from "./database"
import { errorCode } from "./error-code"
import { parseInt8 } from "./parse-int8"
import { repeatOnConflict } from "./repeat-on-conflict"

/**
 * A PostgreSQL server, 15 or newer, perhaps behind a transaction pooler: no session state, no named statements. A
 * transaction is READ COMMITTED whatever the server's default is, and is done again after a conflict, so what it does may
 * change nothing but the database.
 */
export type PostgresHandle = {
  driver: "postgres"
  db: Database
  pool: pg.Pool
  /** `host:port` of the server, for messages. */
  address: string
  /** For what may take long: a connection of its own, on which no query is cut off. */
  unhurried<T>(work: (db: Database) => Promise<T>): Promise<T>
  /** False for a while after a write failed because the server's disk is full. */
  hasRoom(): Promise<boolean>
  close(): Promise<void>
}

const diskFull = "53100"

const roomDoubtedMs = 30_000

/** For a new connection, and for a free one when all are in use: a crowd waits, and a failover takes ten seconds at most. */
const connectTimeoutMs = 8_000

/** After this long a query fails, and its connection with it: the server hangs, or is gone without a word. */
const usualQueryTimeoutMs = 10_000

/** A connection to a server that was replaced is not kept for long. */
const idleTimeoutMs = 5_000

/**
 * What the server itself ends, in every transaction: a wait for somebody's lock, and a transaction whose process stands
 * still and holds locks others wait for. The pause is the shorter one, so that those who wait get their turn.
 */
const limits = "set local lock_timeout = '8s'; set local idle_in_transaction_session_timeout = '5s'"

/**
 * How a transaction begins: READ COMMITTED unless it asks for more. The limits are in the same message, or each transaction
 * would cost one more round trip; drizzle writes what it is given after "isolation level".
 */
function withLimits({ isolationLevel = "read committed", accessMode }: PgTransactionConfig = {}) {
  const mode = accessMode === undefined ? isolationLevel : `${isolationLevel} ${accessMode}`
  return { isolationLevel: `${mode}; ${limits}` as "read committed" }
}

/** node-postgres has no other name for it. */
const timeoutMessage = "Query read timeout"

/** Ends itself when a query is cut off: its answer may still come, and the transaction on it is still open. */
class Connection extends pg.Client {
  // The overloads of node-postgres cannot be written down once more in one signature.
  override query = ((...input: Parameters<pg.Client["query"]>) => {
    const result: unknown = super.query(...input)
    if (result instanceof Promise) {
      result.catch((error: unknown) => {
        if (error instanceof Error && error.message === timeoutMessage) void this.end()
      })
    }
    return result
  }) as pg.Client["query"]
}

/**
 * Prepares a pool on `url`; it connects with the first query. A connection that dies while nobody queries it is replaced,
 * and `onConnectionLost` is told the reason, a code or a sentence without names and addresses.
 */
export function openPostgres(
  url: string,
  onConnectionLost: (reason: string) => void,
  queryTimeoutMs = usualQueryTimeoutMs,
): PostgresHandle {
  // drizzle reads the global table for every type it does not parse itself.
  pg.types.setTypeParser(pg.types.builtins.INT8, parseInt8)
  const connection = { connectionString: url, connectionTimeoutMillis: connectTimeoutMs, keepAlive: true }
  const pool = new pg.Pool({
    ...connection,
    Client: Connection,
    query_timeout: queryTimeoutMs,
    idleTimeoutMillis: idleTimeoutMs,
  })
  pool.on("error", (error) => onConnectionLost(errorCode(error) ?? error.message))
  // Without a listener node-postgres ends the process. Whoever queried is told by the failure of the query.
  pool.on("connect", (client) => client.on("error", () => {}))
  let diskFullAt = Number.NEGATIVE_INFINITY
  const attempt: Attempt = (work) =>
    repeatOnConflict(work).catch((error: unknown) => {
      nameTimeout(error)
      if (errorCode(error) === diskFull) diskFullAt = performance.now()
      throw error
    })
  repeatStatements(pool, attempt)
  const db = drizzle(pool, databaseOptions)
  repeatTransactions(db, attempt)
  return {
    driver: "postgres",
    db,
    pool,
    address: addressOf(url),
    unhurried: (work) => unhurried(connection, work),
    hasRoom: async () => performance.now() - diskFullAt > roomDoubtedMs,
    close: () => pool.end(),
  }
}

/** node-postgres gives its own timeouts no code, and without one the log would say nothing. */
function nameTimeout(error: unknown): void {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (/timeout/i.test(cause.message) && !("code" in cause)) Object.assign(cause, { code: "ETIMEDOUT" })
  }
}

type Attempt = <T>(work: () => Promise<T>) => Promise<T>

/** Under a stricter default than READ COMMITTED even a single statement may meet others. */
function repeatStatements(pool: pg.Pool, attempt: Attempt): void {
  const query = pool.query.bind(pool) as (...input: unknown[]) => Promise<unknown>
  pool.query = ((...input: unknown[]) => attempt(() => query(...input))) as typeof pool.query
}

function repeatTransactions(db: NodePgDatabase, attempt: Attempt): void {
  const begin = db.transaction.bind(db)
  db.transaction = (work, config) =>
    attempt(async () => {
      let failure: unknown
      try {
        return await begin(async (tx) => {
          try {
            return await work(tx)
          } catch (error) {
            failure = error
            throw error
          }
        }, withLimits(config))
      } catch (error) {
        // On a lost connection the rollback fails as well, and would hide why.
        throw failure ?? error
      }
    })
}

async function unhurried<T>(connection: pg.ClientConfig, work: (db: Database) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection)
  client.on("error", () => {})
  await client.connect()
  try {
    return await work(drizzle(client, databaseOptions))
  } finally {
    await client.end()
  }
}

function addressOf(url: string): string {
  const { hostname, port, searchParams } = new URL(url)
  return `${hostname || searchParams.get("host") || "localhost"}:${port || searchParams.get("port") || "5432"}`
}
