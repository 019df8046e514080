import { sql } from "drizzle-orm"
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core"
import type { EventCover } from "../../domain/cover"
import type { EventWords } from "../../domain/event"
import type {
  AnswerField,
  QuestionDefinition,
  QuestionOption,
  QuestionStage,
  QuestionType,
  QuestionWords,
  ShowIf,
} from "../../domain/question"
import type { WaitlistOrder } from "../../domain/waitlist"

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
    /** Places organizers gave beyond the capacity: by how much `taken` exceeds it, and nothing else may make it so. */
    overCapacity: integer().notNull().default(0),
    /** Who is next when a place comes free; null: nobody can join a waitlist (decision 0059). */
    waitlistOrder: text().$type<WaitlistOrder>(),
    /** Hours an offered place is held. */
    offerHours: integer().notNull().default(24),
    /** Hours before the doors in which a free place goes to whoever claims it first. */
    claimHours: integer().notNull().default(3),
    /** How many wait, kept by the trigger registration_waiting: nobody gets a place past them. */
    waiting: integer().notNull().default(0),
    registrationOpensAt: timestamp({ withTimezone: true }),
    registrationClosesAt: timestamp({ withTimezone: true }),
    organizationName: text().notNull(),
    organizationId: text().notNull(),
    hue: integer().notNull(),
    terms: text().notNull(),
    editDeadline: timestamp({ withTimezone: true }),
    retentionDays: integer().notNull().default(30),
    /** What people with a ticket have to know before they come. */
    ticketNote: text(),
    /** Whether people are reminded the day before. */
    remindsBefore: boolean().notNull().default(true),
    /** Whether people are thanked the day after. */
    thanksAfter: boolean().notNull().default(false),
    revision: integer().notNull().default(0),
    translations: jsonb().$type<Record<string, EventWords>>().notNull().default({}),
    /** Null: the colour alone. Its pictures are rows of `cover_picture`. */
    cover: jsonb().$type<EventCover>(),
    publishedAt: timestamp({ withTimezone: true }),
    archivedAt: timestamp({ withTimezone: true }),
    /** It does not take place: tickets stay, nobody can register or be let in (decision 0048). */
    cancelledAt: timestamp({ withTimezone: true }),
    /** Why, in the organizer's words, for everybody to read. */
    cancelReason: text(),
    /** The newest revision everybody with a ticket is to be told of by mail. */
    announcedRevision: integer().notNull().default(0),
    /** Attendees with a greater id are still to be owed that mail; null: nobody is. */
    announceAfter: uuid(),
    /** Not before then, so that several saves become one mail. */
    announceAt: timestamp({ withTimezone: true }),
    /** Grows with every new wording of the terms; what was accepted is `registration.terms_version`. */
    termsVersion: integer().notNull().default(1),
    /** Languages the event is offered in; the first one is that of its own texts. */
    languages: text().array().notNull().default(sql`'{en}'::text[]`),
    /** Grows with every save in the editor, so that of two organizers editing at once the second is told. */
    version: integer().notNull().default(1),
    /** Attendees with a greater id still carry list columns of an older set of questions; null: none does. */
    reindexAfter: uuid(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check(
      "event_taken_is_within_capacity",
      sql`${table.taken} >= 0 and ${table.overCapacity} = greatest(${table.taken} - ${table.capacity}, 0)`,
    ),
    check("event_ends_after_it_starts", sql`${table.endsAt} > ${table.startsAt}`),
    index("event_by_organization").on(table.organizationId, table.startsAt),
    index("event_with_waitlist").on(table.id).where(sql`${table.waiting} > 0`),
    index("event_to_announce").on(table.announceAt).where(sql`${table.announceAfter} is not null`),
  ],
)

/** When and where an event was to be under a revision that another one replaced: what who registered by then knows. */
export const eventRevision = pgTable(
  "event_revision",
  {
    eventId: uuid()
      .notNull()
      .references(() => event.id, { onDelete: "cascade" }),
    revision: integer().notNull(),
    startsAt: timestamp({ withTimezone: true }).notNull(),
    endsAt: timestamp({ withTimezone: true }).notNull(),
    doorsAt: timestamp({ withTimezone: true }),
    timeZone: text().notNull(),
    venueName: text().notNull(),
    venueAddress: text(),
    /** The venue's name in the event's other languages, by language. */
    venueNames: jsonb().$type<Record<string, string>>().notNull(),
    isCancelled: boolean().notNull(),
    replacedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.eventId, table.revision] })],
)

/** Every wording of an event's terms that anybody may have accepted. */
export const eventTerms = pgTable(
  "event_terms",
  {
    eventId: uuid()
      .notNull()
      .references(() => event.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    text: text().notNull(),
    /** The same wording in the event's other languages, by language. */
    translations: jsonb().$type<Record<string, string>>().notNull().default({}),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.eventId, table.version] })],
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
    /** The door shows the answer large. */
    atDoor: boolean().notNull().default(false),
    translations: jsonb().$type<Record<string, QuestionWords>>().notNull().default({}),
    /** Grows with every change of its meaning: label, type, options or field. */
    version: integer().notNull().default(1),
    /** No longer asked; kept, so that answers given to it can still be read. */
    archivedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    unique("question_key_is_unique_in_event").on(table.eventId, table.key),
    uniqueIndex("question_field_is_unique_in_event")
      .on(table.eventId, table.field)
      .where(sql`${table.archivedAt} is null`),
    index("question_by_event").on(table.eventId, table.position),
  ],
)

/** What a question meant before it was changed, so that old answers keep their meaning. */
export const questionVersion = pgTable(
  "question_version",
  {
    questionId: uuid()
      .notNull()
      .references(() => question.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    definition: jsonb().$type<QuestionDefinition>().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.questionId, table.version] })],
)
