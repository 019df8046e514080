import { sql } from "drizzle-orm"
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core"
import type { AttendeeStatus } from "../../domain/attendee"
import type { DeliveryFailure, RegistrationStep } from "../../domain/registration"
import { keptAnswers, undeliveredAnswers } from "./answers-column"
import { event } from "./event"
import { person } from "./person"

/** The journal: one row says how far a registration got, who works on it, and when to look at it again. */
export const registration = pgTable(
  "registration",
  {
    id: uuid().primaryKey(),
    eventId: uuid()
      .notNull()
      .references(() => event.id),
    personId: uuid()
      .notNull()
      .references(() => person.id),
    submissionId: uuid().notNull().unique(),
    ticketCode: text().notNull().unique(),
    firstName: text().notNull(),
    lastName: text().notNull(),
    answers: keptAnswers().notNull(),
    /** Answers saved here that GATE has not taken yet. Newer ones replace older ones. */
    undelivered: undeliveredAnswers().notNull().default(sql`'{}'::jsonb`),
    /** An organizer's exception to the event's edit deadline. */
    editDeadline: timestamp({ withTimezone: true }),
    cancelledAt: timestamp({ withTimezone: true }),
    /** When the person joined the waitlist, the last time they did. */
    waitlistedAt: timestamp({ withTimezone: true }),
    /** An organizer put the person first in line. */
    movedUpAt: timestamp({ withTimezone: true }),
    /** A place may be taken for the person until then; null: it is offered to them. */
    takeUntil: timestamp({ withTimezone: true }),
    /** When the last offer ends, or ended. */
    heldUntil: timestamp({ withTimezone: true }),
    /** When a place became theirs that they had waited for. */
    placedAt: timestamp({ withTimezone: true }),
    /** When the person had their answers erased; the record in GATE goes, the ticket stays. */
    erasedAt: timestamp({ withTimezone: true }),
    /** When name and answers were erased because the event's retention period was over. */
    purgedAt: timestamp({ withTimezone: true }),
    /** Of the person's pages and mails: en, es, pt or ar. */
    language: text().notNull().default("en"),
    locale: text().notNull(),
    /** As the record in GATE says that was adopted; null: answers alone say where somebody comes from. */
    country: text(),
    /**
     * The country an earlier version read from the browser's languages and told GATE unasked. It is no answer, and so is
     * the same country in the person's records (decision 0020).
     */
    guessedCountry: text(),
    termsAcceptedAt: timestamp({ withTimezone: true }).notNull(),
    step: text().$type<RegistrationStep>().notNull(),
    gateExtraId: text(),
    extraStartedAt: timestamp({ withTimezone: true }),
    extraNotFound: integer().notNull().default(0),
    extraNotFoundAt: timestamp({ withTimezone: true }),
    extraLookupDue: boolean().notNull().default(false),
    attempts: integer().notNull().default(0),
    runAt: timestamp({ withTimezone: true }).notNull(),
    lockedBy: text(),
    lockedUntil: timestamp({ withTimezone: true }),
    lastFailure: jsonb().$type<DeliveryFailure>(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    finishedAt: timestamp({ withTimezone: true }),
    /** One check-in a ticket, claimed by a conditional update; null again after it was taken back. */
    checkedInAt: timestamp({ withTimezone: true }),
    /** The organizer who did it. */
    checkedInBy: uuid(),
    badgePrintedAt: timestamp({ withTimezone: true }),
    /**
     * Added by an organizer, and nobody has proved the address: no GATE account that is there already may be taken for
     * it. False once the address is proved.
     */
    needsProof: boolean().notNull().default(false),
    /** Version of the event's terms that was accepted. */
    termsVersion: integer().notNull().default(1),
    // What follows is kept by the trigger registration_derive for the attendee list; nobody else writes it.
    /** The person's address; empty once the registration is purged. */
    email: text().notNull().default(""),
    /** Percent of the questions that apply and have an answer. */
    completion: smallint().notNull().default(0),
    /** How the organizer sees the registration: see `attendeeStatuses`. */
    status: text().$type<AttendeeStatus>().notNull().default("pending"),
    /** What the list filters by, as `name:value`: status, check_in, badge, profile, delivery, answer.<key>. */
    facets: text().array().notNull().default(sql`'{}'::text[]`),
    /** Beginnings of one and two letters of every word: trigrams cannot find those. */
    prefixes: text().array().notNull().default(sql`'{}'::text[]`),
    sortName: text().notNull().generatedAlwaysAs(sql`attendee_fold(first_name || ' ' || last_name)`),
    /** Everything the search looks at, lower case and without accents. */
    search: text()
      .notNull()
      .generatedAlwaysAs(sql`attendee_search(first_name, last_name, email, ticket_code, answers)`),
  },
  (table) => [
    unique("registration_is_one_per_person_and_event").on(table.eventId, table.personId),
    index("registration_by_person").on(table.personId),
    index("registration_by_extra").on(table.gateExtraId).where(sql`${table.gateExtraId} is not null`),
    index("registration_due").on(table.runAt).where(sql`${table.step} in ('accepted', 'user_created')`),
    index("registration_waiting")
      .on(table.eventId, table.waitlistedAt)
      .where(sql`${table.step} = 'waitlisted'`),
    index("registration_waited").on(table.eventId).where(sql`${table.waitlistedAt} is not null`),
    index("registration_offered").on(table.heldUntil).where(sql`${table.step} = 'offered'`),
    index("attendee_by_registered").on(table.eventId, table.createdAt, table.id),
    index("attendee_by_name").on(table.eventId, table.sortName, table.id),
    index("attendee_by_email").on(table.eventId, table.email, table.id),
    index("attendee_by_completion").on(table.eventId, table.completion, table.id),
    index("attendee_by_code").on(table.eventId, table.ticketCode, table.id),
    index("attendee_by_check_in").on(
      table.eventId,
      sql`coalesce(${table.checkedInAt}, 'infinity')`,
      table.id,
    ),
    index("attendee_by_language").on(
      table.eventId,
      sql`lower(substring(${table.locale} from '^([A-Za-z]{2,3})(?:[_-]|$)'))`,
    ),
    index("attendee_by_country").on(table.eventId, table.country).where(sql`${table.country} is not null`),
    index("attendee_search").using("gin", table.search.op("gin_trgm_ops"), table.facets, table.prefixes),
    index("registration_undelivered").on(table.runAt).where(sql`${table.undelivered} <> '{}'::jsonb`),
  ],
)

/** Append-only audit trail. Names are namespaced and past tense; `detail` never holds personal data. */
export const registrationEvent = pgTable(
  "registration_event",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    registrationId: uuid()
      .notNull()
      .references(() => registration.id),
    name: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    detail: jsonb().$type<Record<string, string | number | boolean | string[]>>().notNull(),
    /** The organizer who did it; null: the attendee, or Gatehouse by itself. */
    actorId: uuid(),
    // A trigger chains each entry to the one before it (decision 0029); nobody else writes these two.
    /** From 1 on, within the trail of the registration. */
    position: integer().notNull().default(0),
    /** SHA-256 of the previous entry's hash and this entry's content, in hexadecimal digits. */
    hash: text().notNull().default(""),
  },
  (table) => [
    index("registration_event_by_registration").on(table.registrationId, table.id),
    index("registration_event_fields_dropped")
      .on(table.registrationId)
      .where(sql`${table.name} = 'gate_extra.fields_dropped'`),
    // What the page of a team's activity asks.
    index("registration_event_by_actor").on(table.actorId, table.id).where(sql`${table.actorId} is not null`),
    index("registration_event_of_organizers").on(table.id).where(sql`${table.actorId} is not null`),
  ],
)
