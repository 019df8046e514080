import { sql } from "drizzle-orm"
import type { OpenDatabase } from "./open"

/**
 * PGlite has no checkpointer and no autovacuum: 60,000 transactions without a checkpoint grew its log to
 * 49 MB and tripled the time to reopen (architecture §7). A PostgreSQL server does both itself, and its
 * `checkpoint` needs rights we may not have, so there both functions do nothing.
 */

/** Writes everything dirty to the tables; 3–10 ms. Every few minutes. */
export async function checkpoint(open: OpenDatabase): Promise<void> {
  if (open.driver === "pglite") await open.db.execute(sql`checkpoint`)
}

/** Frees dead rows and refreshes the planner's statistics. Daily, and after imports. */
export async function vacuumAnalyze(open: OpenDatabase): Promise<void> {
  if (open.driver === "pglite") await open.db.execute(sql`vacuum analyze`)
}
