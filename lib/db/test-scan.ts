import { sql } from "drizzle-orm"
import type { Database } from "./database"

/** Names of our tables in which any row mentions one of the texts. */
export async function findTablesWith(db: Database, texts: string[]): Promise<string[]> {
  const name = sql<string>`quote_ident(tablename)`
  const tables = await db.select({ name }).from(sql`pg_tables`).where(sql`schemaname = 'public'`)
  const found: string[] = []
  for (const table of tables) {
    for (const text of texts) {
      const rows = await db
        .select({ hit: sql<string>`t::text` })
        .from(sql.raw(`${table.name} t`))
        .where(sql`position(${text} in t::text) > 0`)
        .limit(1)
      if (rows.length > 0) found.push(`${table.name}: ${text}`)
    }
  }
  return found
}
