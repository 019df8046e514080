import { pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core"
import type { VerifiedBy } from "../../domain/verification"
import { registration } from "./registration"

/**
 * A sensitive answer that an organizer found to be right. It is that of one answer: a trigger deletes it once another one, or
 * none, stands there, and counts it in the facets of the attendee list.
 */
export const answerVerification = pgTable(
  "answer_verification",
  {
    registrationId: uuid()
      .notNull()
      .references(() => registration.id, { onDelete: "cascade" }),
    questionKey: text().notNull(),
    /** Of the sealed text, so that nothing here can be opened by a key and a rotation of keys has nothing to seal anew. */
    answerDigest: text().notNull(),
    method: text().$type<VerifiedBy>().notNull(),
    verifiedAt: timestamp({ withTimezone: true }).notNull(),
    /** The organizer who did it. */
    verifiedBy: uuid().notNull(),
  },
  (table) => [primaryKey({ columns: [table.registrationId, table.questionKey] })],
)
