import { sql } from "drizzle-orm"
import { index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core"
import type { GateProblem } from "../../domain/gate-problem"
import type { DeliveryFailure } from "../../domain/registration"

/**
 * How far the walk through an organization's records in GATE has come: first its list page by page, then, once
 * `listedAt` says when that ended, every registration here whose record the list did not show.
 */
export const gateSync = pgTable("gate_sync", {
  organizationId: text().primaryKey(),
  /** Number of the walk under way, or of the last one. */
  run: integer().notNull().default(0),
  /** Where the list goes on; 0 at its beginning. */
  offset: integer().notNull().default(0),
  /** How many records GATE said there are. */
  total: integer(),
  /** Null when no walk is under way. */
  startedAt: timestamp({ withTimezone: true }),
  listedAt: timestamp({ withTimezone: true }),
  /** Registrations up to this id are checked. */
  checkedTo: uuid(),
  /** When the last whole walk ended. */
  finishedAt: timestamp({ withTimezone: true }),
  /** Nobody walks before: the calls a minute are limited, and GATE may have asked for time. */
  runAt: timestamp({ withTimezone: true }).notNull(),
  attempts: integer().notNull().default(0),
  /** Why the last call failed; null once one went well. */
  lastFailure: jsonb().$type<DeliveryFailure>(),
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
    /** Why it belongs to nobody here; null for one that does. */
    problem: text().$type<GateProblem>(),
    /** When it is tried (again) to adopt it; null when there is nothing to try. */
    adoptAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index("gate_record_by_registration").on(table.registrationId),
    index("gate_record_by_organization").on(table.organizationId, table.run),
    index("gate_record_to_adopt")
      .on(table.organizationId, table.adoptAt)
      .where(sql`${table.adoptAt} is not null`),
    index("gate_record_problem").on(table.eventSlug, table.problem).where(sql`${table.problem} is not null`),
  ],
)

/** The one row that holds when GATE was asked by the walks of the last minute, on every machine. */
export const gateSyncPace = pgTable("gate_sync_pace", {
  id: integer().primaryKey(),
  calls: timestamp({ withTimezone: true }).array().notNull().default(sql`'{}'::timestamptz[]`),
})
