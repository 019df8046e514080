import { sql } from "drizzle-orm"
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core"
import type { EventWords } from "../../domain/event"
import type {
  AnswerField,
  QuestionOption,
  QuestionStage,
  QuestionType,
  QuestionWords,
  ShowIf,
} from "../../domain/question"

/** `taken` is the only counter of places: claimed and released by conditional updates, never counted from rows. */
export const event = pgTable(
  "event",
  {
    id: uuid().primaryKey(),
    slug: text().notNull().unique(),
    title: text().notNull(),
    host: text().notNull(),
    description: text().notNull(),
    startsAt: timestamp({ withTimezone: true }).notNull(),
    endsAt: timestamp({ withTimezone: true }).notNull(),
    doorsAt: timestamp({ withTimezone: true }),
    timeZone: text().notNull(),
    venueName: text().notNull(),
    venueAddress: text(),
    capacity: integer(),
    taken: integer().notNull().default(0),
    registrationOpensAt: timestamp({ withTimezone: true }),
    registrationClosesAt: timestamp({ withTimezone: true }),
    organizationName: text().notNull(),
    organizationId: text().notNull(),
    hue: integer().notNull(),
    terms: text().notNull(),
    editDeadline: timestamp({ withTimezone: true }),
    retentionDays: integer().notNull().default(30),
    revision: integer().notNull().default(0),
    translations: jsonb().$type<Record<string, EventWords>>().notNull().default({}),
    publishedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check(
      "event_taken_is_within_capacity",
      sql`${table.taken} >= 0 and (${table.capacity} is null or ${table.taken} <= ${table.capacity})`,
    ),
    check("event_ends_after_it_starts", sql`${table.endsAt} > ${table.startsAt}`),
  ],
)

/** Two questions of one event never fill the same GATE field: the constraint holds it against concurrent editors. */
export const question = pgTable(
  "question",
  {
    id: uuid().primaryKey(),
    eventId: uuid()
      .notNull()
      .references(() => event.id, { onDelete: "cascade" }),
    position: integer().notNull(),
    key: text().notNull(),
    label: text().notNull(),
    hint: text(),
    type: text().$type<QuestionType>().notNull(),
    required: boolean().notNull(),
    options: jsonb().$type<QuestionOption[]>().notNull(),
    stage: text().$type<QuestionStage>().notNull(),
    field: text().$type<AnswerField>().notNull(),
    why: text(),
    needBy: timestamp({ withTimezone: true }),
    showIf: jsonb().$type<ShowIf>(),
    translations: jsonb().$type<Record<string, QuestionWords>>().notNull().default({}),
  },
  (table) => [
    unique("question_key_is_unique_in_event").on(table.eventId, table.key),
    unique("question_field_is_unique_in_event").on(table.eventId, table.field),
    index("question_by_event").on(table.eventId, table.position),
  ],
)
