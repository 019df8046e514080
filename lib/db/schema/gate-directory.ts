import { index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core"

/**
 * Which GATE account has which e-mail address. GATE's user list cannot be filtered by address (contract §5), so the
 * list is read once and then only its new end. Addresses are keyed hashes.
 */
export const gateDirectoryEntry = pgTable(
  "gate_directory_entry",
  {
    organization: text().notNull(),
    userId: text().primaryKey(),
    emailHash: text().notNull(),
  },
  (table) => [index("gate_directory_entry_by_email").on(table.organization, table.emailHash)],
)

/** How many rows of an organization's user list have been read, in GATE's order. */
export const gateDirectoryCursor = pgTable("gate_directory_cursor", {
  organization: text().primaryKey(),
  position: integer().notNull(),
  walkedAt: timestamp({ withTimezone: true }).notNull(),
})
