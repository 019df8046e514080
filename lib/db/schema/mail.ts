import { sql } from "drizzle-orm"
import { check, index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core"
import type { EventMail } from "../../domain/event-mail"
import { emailChallenge } from "./draft"
import { registration } from "./registration"

/** Mails about a registration. */
export type RegistrationMailKind =
  | "ticket"
  | "reminder"
  | "cancelled"
  | "cancelled_by_host"
  | "restored"
  | "event_news"
  | EventMail

/** Mails that answer a request for a code; `address_taken` tells somebody that their address was asked for. */
export type CodeMailKind = "code" | "new_address" | "address_taken"

/**
 * Mails owed to somebody, written in the transaction that causes them and rendered when they are sent, so that the
 * outbox holds no personal data. Each is about a registration or a challenge; the id becomes the Message-ID.
 */
export const mailJob = pgTable(
  "mail_job",
  {
    id: uuid().primaryKey(),
    kind: text().$type<RegistrationMailKind | CodeMailKind>().notNull(),
    registrationId: uuid().references(() => registration.id),
    /** A challenge has one code at a time, so one mail. */
    challengeId: uuid()
      .unique("mail_job_of_challenge")
      .references(() => emailChallenge.id, { onDelete: "cascade" }),
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
    check("mail_job_has_one_subject", sql`num_nonnulls(${table.registrationId}, ${table.challengeId}) = 1`),
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
