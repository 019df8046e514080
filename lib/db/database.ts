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

/** Column names are the snake_case of the schema's keys; `drizzle.config.ts` says the same to the generator. */
export const databaseOptions = { casing: "snake_case" } as const
