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
import type { EventMail } from "../../domain/event-mail"
import type { MessageTexts } from "../../domain/message"
import type { WaitlistMail } from "../../domain/waitlist"
import { emailChallenge } from "./draft"
import { bulkJob } from "./organizer"
import { registration } from "./registration"
import { teamMember } from "./team"

/** Mails about a registration. */
export type RegistrationMailKind =
  | "ticket"
  | "reminder"
  | "cancelled"
  | "cancelled_by_host"
  | "restored"
  | "event_news"
  | WaitlistMail
  | EventMail

/** Mails that answer a request for a code; `address_taken` tells somebody that their address was asked for. */
export type CodeMailKind = "code" | "new_address" | "address_taken"

/** What an organizer writes to some attendees; the job says to whom and when, and how far it is. */
export const message = pgTable("message", {
  jobId: uuid()
    .primaryKey()
    .references(() => bulkJob.id, { onDelete: "cascade" }),
  texts: jsonb().$type<MessageTexts>().notNull(),
  /** News and offers: not for those who ended such mails. */
  isOptional: boolean().notNull(),
  /** The hour it was asked for; null: at once. */
  sendAt: timestamp({ withTimezone: true }),
  /** Nobody is written to any more. */
  stoppedAt: timestamp({ withTimezone: true }),
})

/**
 * Mails owed to somebody, written in the transaction that causes them and rendered when they are sent, so that the
 * outbox holds no personal data. Each is about a registration or a challenge, brings a message to a registration, or invites
 * somebody to a team; the id becomes the Message-ID.
 */
export const mailJob = pgTable(
  "mail_job",
  {
    id: uuid().primaryKey(),
    kind: text().$type<RegistrationMailKind | CodeMailKind | "message" | "invitation">().notNull(),
    registrationId: uuid().references(() => registration.id),
    /** A challenge has one code at a time, so one mail. */
    challengeId: uuid()
      .unique("mail_job_of_challenge")
      .references(() => emailChallenge.id, { onDelete: "cascade" }),
    /** Of what an organizer wrote, and the registration it is for: one attendee gets many, and each once. */
    messageId: uuid().references(() => message.jobId, { onDelete: "cascade" }),
    readerId: uuid().references(() => registration.id),
    /** Whom an organizer invited. */
    memberId: uuid()
      .unique("mail_job_of_member")
      .references(() => teamMember.id, { onDelete: "cascade" }),
    attempts: integer().notNull().default(0),
    runAt: timestamp({ withTimezone: true }).notNull(),
    sentAt: timestamp({ withTimezone: true }),
    refusedAt: timestamp({ withTimezone: true }),
    /** Of news of an event: the revision its reader knows of. */
    knownRevision: integer(),
    /** The revision that the last attempt to send it told, written before it: whether it arrived may be unknown. */
    toldRevision: integer(),
  },
  (table) => [
    unique("mail_job_is_one_of_a_kind").on(table.kind, table.registrationId),
    unique("mail_job_is_one_of_a_message").on(table.messageId, table.readerId),
    index("mail_job_by_reader").on(table.readerId).where(sql`${table.readerId} is not null`),
    check(
      "mail_job_has_one_subject",
      sql`num_nonnulls(${table.registrationId}, ${table.challengeId}, ${table.readerId}, ${table.memberId}) = 1`,
    ),
    index("mail_job_due").on(table.runAt).where(sql`${table.sentAt} is null and ${table.refusedAt} is null`),
  ],
)

/** The local mailbox: what would have been mailed, kept for reading at /dev/mailbox when no SMTP server is configured. */
export const mailboxMessage = pgTable("mailbox_message", {
  id: uuid().primaryKey(),
  to: text().notNull(),
  subject: text().notNull(),
  text: text().notNull(),
  html: text().notNull(),
  attachments: jsonb()
    .$type<{ filename: string; contentType: string; content: string; cid?: string }[]>()
    .notNull(),
  at: timestamp({ withTimezone: true }).notNull(),
})
