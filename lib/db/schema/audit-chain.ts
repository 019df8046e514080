import { integer, pgTable, text } from "drizzle-orm/pg-core"

/**
 * The end of each audit trail: how many entries it has and the hash of the last one, so that also a missing end is seen.
 * Kept by triggers in the transaction that writes the entry (decision 0029); nobody else writes it.
 */
export const auditChain = pgTable("audit_chain", {
  /** `registration <id>` or `organization <id>`. */
  subject: text().primaryKey(),
  length: integer().notNull(),
  hash: text().notNull(),
})
