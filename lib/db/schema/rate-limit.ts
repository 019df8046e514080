import { integer, pgTable, text, timestamp } from "drizzle-orm/pg-core"

/** Counters of rate-limiter-flexible's drizzle store, which asks for exactly these columns. Keys are hashed. */
export const rateLimit = pgTable("rate_limit", {
  key: text().primaryKey(),
  points: integer().notNull(),
  expire: timestamp({ withTimezone: true }),
})
