import { index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core"

/** How far the walk through an organization's records in GATE has come. */
export const gateSync = pgTable("gate_sync", {
  organizationId: text().primaryKey(),
  /** Number of the walk under way, or of the last one. */
  run: integer().notNull().default(0),
  /** Where the walk goes on; 0 at its beginning. */
  offset: integer().notNull().default(0),
  startedAt: timestamp({ withTimezone: true }),
  finishedAt: timestamp({ withTimezone: true }),
  /** Nobody walks before: the calls a minute are limited, and GATE may have asked for time. */
  runAt: timestamp({ withTimezone: true }).notNull(),
  lockedBy: text(),
  lockedUntil: timestamp({ withTimezone: true }),
})

/** What GATE said last of one record. Without a `registrationId` it is one of ours by its event only: an orphan. */
export const gateRecord = pgTable(
  "gate_record",
  {
    extraId: text().primaryKey(),
    organizationId: text().notNull(),
    eventSlug: text(),
    parentId: text(),
    registrationId: uuid(),
    record: jsonb().$type<Record<string, unknown>>().notNull(),
    seenAt: timestamp({ withTimezone: true }).notNull(),
    /** The walk that saw it; behind the current one after its end means gone. */
    run: integer().notNull(),
    /** Why it belongs to nobody here: `duplicate`, `no_parent`, `event_full`; null for one that does. */
    problem: text(),
  },
  (table) => [
    index("gate_record_by_registration").on(table.registrationId),
    index("gate_record_by_organization").on(table.organizationId, table.run),
  ],
)
