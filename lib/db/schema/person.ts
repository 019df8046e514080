import { boolean, index, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core"

/**
 * Somebody who proved an e-mail address. `gateUsername` is chosen before the first call to GATE and no retry changes it;
 * the `user*` columns are the journal of the one POST /user/ this person may ever cause.
 */
export const person = pgTable("person", {
  id: uuid().primaryKey(),
  email: text().notNull().unique(),
  firstName: text().notNull(),
  lastName: text().notNull(),
  gateUsername: text().notNull().unique(),
  gateUserId: text().unique(),
  userStartedAt: timestamp({ withTimezone: true }),
  userNotFound: integer().notNull().default(0),
  userNotFoundAt: timestamp({ withTimezone: true }),
  userLookupDue: boolean().notNull().default(true),
  createdAt: timestamp({ withTimezone: true }).notNull(),
  /** Of pages and mails: en, es, pt or ar. */
  language: text().notNull().default("en"),
  /** The address GATE may still have while it has not heard of a new one. */
  previousEmail: text(),
  /** Set by the one-click unsubscribe of a reminder (RFC 8058). */
  remindersOffAt: timestamp({ withTimezone: true }),
})

/** A signed-in browser. The cookie carries its id; the row is checked on every protected read and write. */
export const session = pgTable(
  "session",
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index("session_by_person").on(table.personId)],
)
