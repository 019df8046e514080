import { sql } from "drizzle-orm"
import { index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core"
import type { GateTaskKind } from "../../domain/gate-task"
import type { NameField } from "../../domain/person-name"
import type { DeliveryFailure } from "../../domain/registration"

/**
 * Something a person decided, or a retention period, that GATE has to hear of: performed like a registration, that is
 * claimed, resumed after a crash and tried again. `email` and `gateUsername` are emptied at the end, so that a finished
 * one is the tombstone: ids and times, no personal data.
 */
export const gateTask = pgTable(
  "gate_task",
  {
    id: uuid().primaryKey(),
    personId: uuid().notNull(),
    kind: text().$type<GateTaskKind>().notNull(),
    /** What `set_status` and `purge_record` are about. */
    registrationId: uuid(),
    /** Ids of GATE records to delete, emptied as they go. */
    extraIds: jsonb().$type<string[]>().notNull().default([]),
    /** Which parts of the name `change_name` is about; empty: all of it, as an earlier version wrote it. */
    changedFields: jsonb().$type<NameField[]>().notNull().default([]),
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
    index("gate_task_by_person").on(table.personId),
    index("gate_task_due").on(table.runAt).where(sql`${table.finishedAt} is null`),
  ],
)
