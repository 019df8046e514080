import { boolean, index, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core"
import { spelledAnswers } from "./answers-column"
import { event } from "./event"
import { registration } from "./registration"

/**
 * One attempt to prove an e-mail address by a mailed code. Its id is the submission id of the form that began it, so a
 * double click is one challenge. A resend overwrites the code: one is live at a time.
 */
export const emailChallenge = pgTable(
  "email_challenge",
  {
    id: uuid().primaryKey(),
    email: text().notNull(),
    /** Random, new with every code: the code follows from it under a key that is not in the database. */
    codeNonce: text().notNull(),
    /** Of the mail that brings the code. */
    language: text().notNull().default("en"),
    sentAt: timestamp({ withTimezone: true }).notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    attempts: integer().notNull().default(0),
    provedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index("email_challenge_by_age").on(table.createdAt)],
)

/** What a visitor typed before the address is proved. Holds no place and goes with its challenge, a day later. */
export const draft = pgTable("draft", {
  challengeId: uuid()
    .primaryKey()
    .references(() => emailChallenge.id, { onDelete: "cascade" }),
  eventId: uuid()
    .notNull()
    .references(() => event.id, { onDelete: "cascade" }),
  firstName: text().notNull(),
  lastName: text().notNull(),
  answers: spelledAnswers().notNull(),
  locale: text().notNull(),
  termsAcceptedAt: timestamp({ withTimezone: true }).notNull(),
  /** The words of the consent to the organization's news that was given along; null: none was. */
  consentWording: text(),
  /** They asked to wait if every place is taken. */
  mayWait: boolean().notNull().default(false),
})

/**
 * What somebody entered who registered again for an event they have a ticket for: theirs to take over or to drop. It goes
 * a day later, as drafts do. Sensitive questions are never on that form.
 */
export const resubmission = pgTable(
  "resubmission",
  {
    registrationId: uuid()
      .primaryKey()
      .references(() => registration.id, { onDelete: "cascade" }),
    firstName: text().notNull(),
    lastName: text().notNull(),
    answers: spelledAnswers().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index("resubmission_by_age").on(table.createdAt)],
)
