import { sql } from "drizzle-orm"
import { index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core"
import type { AccountChangeKind } from "../../domain/account-change"
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
 * Something a person decided, or a retention period, that GATE has to hear of: carried out like a registration, that is
 * claimed, resumed after a crash and tried again. `email` and `gateUsername` are emptied at the end, so that a finished
 * one is the tombstone: ids and times, no personal data.
 */
export const accountChange = pgTable(
  "account_change",
  {
    id: uuid().primaryKey(),
    personId: uuid().notNull(),
    kind: text().$type<AccountChangeKind>().notNull(),
    /** What `set_status` and `purge_record` are about. */
    registrationId: uuid(),
    /** Ids of GATE records to delete, emptied as they go. */
    extraIds: jsonb().$type<string[]>().notNull().default([]),
    gateUserId: text(),
    /** Set while it is unknown whether GATE has the account that is to be deleted. */
    gateUsername: text(),
    /** Where the mail about it goes. */
    email: text(),
    /** Of that mail: en, es, pt or ar. */
    language: text().notNull().default("en"),
    mailedAt: timestamp({ withTimezone: true }),
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
    index("account_change_due").on(table.runAt).where(sql`${table.finishedAt} is null`),
  ],
)
