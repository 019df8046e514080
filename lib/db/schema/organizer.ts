import { sql } from "drizzle-orm"
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core"
import type { ExportFormat } from "../../domain/export-file"
import { event } from "./event"
import { person } from "./person"
import { registration } from "./registration"

/**
 * Somebody who may work on the events of one GATE organization, as far as GATE said at `checkedAt`. The row is read on
 * every organizer request; a role that is withdrawn in GATE sets `revokedAt` at the next check.
 */
export const organizer = pgTable("organizer", {
  personId: uuid()
    .primaryKey()
    .references(() => person.id, { onDelete: "cascade" }),
  organizationId: text().notNull(),
  organizationName: text().notNull(),
  /** GATE's `profile.role`, or `organizer` for an address of `ORGANIZER_EMAILS`. */
  role: text().notNull(),
  /** The account whose role it is; null for an address of `ORGANIZER_EMAILS` that has none. */
  gateUserId: text(),
  checkedAt: timestamp({ withTimezone: true }).notNull(),
  revokedAt: timestamp({ withTimezone: true }),
  /** Until when sensitive fields may be revealed: five minutes after a fresh code. */
  revealUntil: timestamp({ withTimezone: true }),
  createdAt: timestamp({ withTimezone: true }).notNull(),
})

/** Append-only: what organizers did that belongs to no single registration. `detail` never holds personal data. */
export const organizerEvent = pgTable(
  "organizer_event",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    organizationId: text().notNull(),
    eventId: uuid(),
    actorId: uuid().notNull(),
    name: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    detail: jsonb().$type<Record<string, string | number | boolean | string[]>>().notNull(),
    /** As in `registrationEvent`, within the trail of the organization. */
    position: integer().notNull().default(0),
    hash: text().notNull().default(""),
  },
  (table) => [
    index("organizer_event_by_event").on(table.eventId, table.id),
    index("organizer_event_by_organization").on(table.organizationId, table.id),
  ],
)

/** Columns of the attendee list as one organizer likes them for one event. */
export const organizerView = pgTable(
  "organizer_view",
  {
    personId: uuid()
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    eventId: uuid()
      .notNull()
      .references(() => event.id, { onDelete: "cascade" }),
    columns: jsonb().$type<{ key: string; width?: number }[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.eventId] })],
)

/** One action on many attendees. The id comes with the form, so sending it twice is one job. */
export const bulkJob = pgTable(
  "bulk_job",
  {
    id: uuid().primaryKey(),
    eventId: uuid()
      .notNull()
      .references(() => event.id, { onDelete: "cascade" }),
    actorId: uuid().notNull(),
    action: text().notNull(),
    total: integer().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    /** Nothing happens before. Null until it is said to be meant; ahead of now while it can be taken back. */
    confirmedAt: timestamp({ withTimezone: true }),
    lockedUntil: timestamp({ withTimezone: true }),
    finishedAt: timestamp({ withTimezone: true }),
  },
  (table) => [index("bulk_job_due").on(table.createdAt).where(sql`${table.finishedAt} is null`)],
)

/** One attendee of a job; `outcome` is null until it was its turn. */
export const bulkItem = pgTable(
  "bulk_item",
  {
    jobId: uuid()
      .notNull()
      .references(() => bulkJob.id, { onDelete: "cascade" }),
    registrationId: uuid()
      .notNull()
      .references(() => registration.id),
    outcome: text(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.registrationId] })],
)

/** One export of an event's list: what was asked for, and how far the download is. Only its maker can download it. */
export const attendeeExport = pgTable(
  "attendee_export",
  {
    id: uuid().primaryKey(),
    eventId: uuid()
      .notNull()
      .references(() => event.id, { onDelete: "cascade" }),
    actorId: uuid().notNull(),
    format: text().$type<ExportFormat>().notNull(),
    /** The list's URL parameters: filter and order. */
    query: text().notNull(),
    columns: text().array().notNull(),
    isSensitive: boolean().notNull(),
    /** Rows that matched when it was asked for. */
    total: integer().notNull(),
    written: integer().notNull().default(0),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    startedAt: timestamp({ withTimezone: true }),
    finishedAt: timestamp({ withTimezone: true }),
  },
  (table) => [index("attendee_export_by_event").on(table.eventId, table.createdAt)],
)
