import { index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core"

/**
 * Answers the attendee list can be ordered by and that have no options to walk through: texts, dates, numbers. Kept by
 * the trigger `attendee_answer_kept`; its key is the order. No foreign key: a check for each answer costs more than the
 * row, and the trigger deletes it with its registration.
 */
export const attendeeAnswer = pgTable(
  "attendee_answer",
  {
    eventId: uuid().notNull(),
    questionKey: text().notNull(),
    /** As it sorts: folded, cut at 100 characters, whole numbers moved above zero and padded. */
    value: text().notNull(),
    registrationId: uuid().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.questionKey, table.value, table.registrationId] }),
    index("attendee_answer_by_registration").on(table.registrationId),
  ],
)
