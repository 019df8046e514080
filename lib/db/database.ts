import { channel } from "node:diagnostics_channel"
import type { ExtractTablesWithRelations } from "drizzle-orm"
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from "drizzle-orm/pg-core"

type Schema = Record<string, never>

/**
 * A handle on the one Postgres dialect, whichever driver is behind it (node-postgres or PGlite).
 * Every query function takes it first, so the same function runs inside and outside a transaction.
 */
export type Database = PgDatabase<PgQueryResultHKT, Schema>

/** Inside `db.transaction(tx => …)` only `tx` may be used: the outer handle deadlocks PGlite for good. */
export type Transaction = PgTransaction<PgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>

/** The text of every statement, without its values, for whoever counts; nobody does in production. */
const statements = channel("gatehouse:statement")

/** Column names are the snake_case of the schema's keys; `drizzle.config.ts` says the same to the generator. */
export const databaseOptions = {
  casing: "snake_case",
  logger: { logQuery: (text: string) => statements.publish(text) },
} as const
