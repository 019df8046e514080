import { pgTable, uuid } from "drizzle-orm/pg-core"
import { emailChallenge } from "./draft"
import { person } from "./person"

/** A new address somebody wants; it counts when the challenge sent to it is proved. */
export const emailChange = pgTable("email_change", {
  challengeId: uuid()
    .primaryKey()
    .references(() => emailChallenge.id, { onDelete: "cascade" }),
  personId: uuid()
    .notNull()
    .references(() => person.id, { onDelete: "cascade" }),
})
