import { index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core"

/** How often something was done until a moment; afterwards it counts anew. Keys are hashed. */
export const rateLimit = pgTable(
  "rate_limit",
  {
    key: text().primaryKey(),
    points: integer().notNull(),
    expire: timestamp({ withTimezone: true }),
  },
  (table) => [index("rate_limit_by_end").on(table.expire)],
)
