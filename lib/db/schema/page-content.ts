import { integer, jsonb, pgTable, uuid } from "drizzle-orm/pg-core"
import type { Contact, Directions, FaqEntry, Session, Speaker } from "../../domain/page-content"
import { event } from "./event"

/** A session as JSON has it: instants in ISO 8601. */
export type StoredSession = Omit<Session, "startsAt" | "endsAt"> & { startsAt: string; endsAt: string }

/** What an event's page says beside its description: read and saved as one, so it is one row (decision 0052). */
export const pageContent = pgTable("page_content", {
  eventId: uuid()
    .primaryKey()
    .references(() => event.id, { onDelete: "cascade" }),
  sessions: jsonb().$type<StoredSession[]>().notNull(),
  speakers: jsonb().$type<Speaker[]>().notNull(),
  faq: jsonb().$type<FaqEntry[]>().notNull(),
  contact: jsonb().$type<Contact>().notNull(),
  directions: jsonb().$type<Directions>().notNull(),
  /** Grows with every save, so that of two organizers saving at once neither loses anything. */
  version: integer().notNull(),
})
