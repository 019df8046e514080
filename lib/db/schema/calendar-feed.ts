import { pgTable, timestamp, uuid } from "drizzle-orm/pg-core"
import { person } from "./person"

/**
 * The calendar somebody's own tickets can be subscribed to. Its address follows from `nonce` and a key that is not in
 * the database, so that a copy of the database opens nobody's calendar (decision 0052).
 */
export const calendarFeed = pgTable("calendar_feed", {
  personId: uuid()
    .primaryKey()
    .references(() => person.id, { onDelete: "cascade" }),
  nonce: uuid().notNull().unique(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
})
