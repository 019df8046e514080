import { drizzle as drizzlePg } from "drizzle-orm/node-postgres"
import { drizzle as drizzlePglite } from "drizzle-orm/pglite"
import { type Database, databaseOptions } from "./database"
import type { TestDatabase } from "./test-database"

/** The same database through a handle that keeps the text of every statement, without what it was given. */
export function recordStatements({ open }: TestDatabase): { db: Database; statements: string[] } {
  const statements: string[] = []
  const options = { ...databaseOptions, logger: { logQuery: (text: string) => void statements.push(text) } }
  const db = open.driver === "postgres" ? drizzlePg(open.pool, options) : drizzlePglite(open.client, options)
  return { db, statements }
}
