import { sql } from "drizzle-orm"
import { index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core"
import { registration } from "./registration"

export type MailKind = "ticket" | "reminder" | "cancelled" | "cancelled_by_host" | "restored"

/**
 * Mails owed to somebody, written in the transaction that causes them and rendered when they are sent, so that the
 * outbox holds no personal data.
 */
export const mailJob = pgTable(
  "mail_job",
  {
    id: uuid().primaryKey(),
    kind: text().$type<MailKind>().notNull(),
    registrationId: uuid()
      .notNull()
      .references(() => registration.id),
    attempts: integer().notNull().default(0),
    runAt: timestamp({ withTimezone: true }).notNull(),
    sentAt: timestamp({ withTimezone: true }),
    refusedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    unique("mail_job_is_one_of_a_kind").on(table.kind, table.registrationId),
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
  attachments: jsonb().$type<{ filename: string; contentType: string; content: string }[]>().notNull(),
  at: timestamp({ withTimezone: true }).notNull(),
})
