import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core"

/**
 * How many attendees of an event have a status: the sum of its rows. Triggers append a difference for every statement
 * that changes registrations, so no two of them wait for one counter; the sweeper adds the rows up now and then.
 */
export const attendeeCount = pgTable(
  "attendee_count",
  {
    eventId: uuid().notNull(),
    status: text().notNull(),
    change: integer().notNull(),
  },
  (table) => [index("attendee_count_by_event").on(table.eventId)],
)
