import { sql } from "drizzle-orm"
import type { Database } from "./database"

/** Runs a statement that no code of ours would: what a fault, or a hand at the database, leaves behind. */
export async function damage(db: Database, statement: string): Promise<void> {
  await db.execute(sql.raw(statement))
}
