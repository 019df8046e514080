import { index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core"
import type { DeliveryFailure } from "../../domain/registration"
import { emailChallenge } from "./draft"
import { person } from "./person"

/** A new address somebody wants; it counts when the challenge sent to it is proved. */
export const emailChange = pgTable("email_change", {
  challengeId: uuid()
    .primaryKey()
    .references(() => emailChallenge.id, { onDelete: "cascade" }),
  personId: uuid()
    .notNull()
    .references(() => person.id, { onDelete: "cascade" }),
})

/**
 * Something a person decided about their account that GATE has to hear of, carried out like a registration: claimed,
 * resumed after a crash, tried again. A finished erasure is the tombstone: it holds ids and times, no personal data.
 */
export const accountChange = pgTable(
  "account_change",
  {
    id: uuid().primaryKey(),
    personId: uuid().notNull(),
    kind: text().$type<"erase_profile" | "delete_account" | "change_email">().notNull(),
    /** Ids of GATE records to delete, emptied as they go. */
    extraIds: jsonb().$type<string[]>().notNull().default([]),
    gateUserId: text(),
    attempts: integer().notNull().default(0),
    runAt: timestamp({ withTimezone: true }).notNull(),
    lockedBy: text(),
    lockedUntil: timestamp({ withTimezone: true }),
    lastFailure: jsonb().$type<DeliveryFailure>(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    finishedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index("account_change_by_person").on(table.personId),
    index("account_change_due").on(table.runAt),
  ],
)
