import { sql } from "drizzle-orm"
import { index, pgTable, text, timestamp, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core"
import type { ConsentSource } from "../../domain/marketing"
import { person } from "./person"

/** An organization that asks for consent to its news; one without a row asks nobody. */
export const marketingQuestion = pgTable("marketing_question", {
  organizationId: text().primaryKey(),
  /** As people read it in what they consent to. */
  organizationName: text().notNull(),
  askedSince: timestamp({ withTimezone: true }).notNull(),
})

/**
 * That somebody said yes to the news of an organization, to which words, and when they took it back. A row that is withdrawn
 * stays as the proof of both, until the account is deleted.
 */
export const marketingConsent = pgTable(
  "marketing_consent",
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    organizationId: text().notNull(),
    /** The sentence that stood beside the box, in the language it was read in. */
    wording: text().notNull(),
    source: text().$type<ConsentSource>().notNull(),
    givenAt: timestamp({ withTimezone: true }).notNull(),
    withdrawnAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index("marketing_consent_by_person").on(table.personId),
    uniqueIndex("marketing_consent_is_given_once")
      .on(table.organizationId, table.personId)
      .where(sql`${table.withdrawnAt} is null`),
  ],
)

/** A filter over everybody who registered for an organization's events, kept under a name. */
export const segment = pgTable(
  "segment",
  {
    id: uuid().primaryKey(),
    organizationId: text().notNull(),
    name: text().notNull(),
    /** The filter as URL parameters (`lib/domain/segment.ts`). */
    query: text().notNull(),
    createdBy: uuid().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [unique("segment_name_is_unique_in_organization").on(table.organizationId, table.name)],
)
