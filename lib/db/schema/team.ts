import { sql } from "drizzle-orm"
import { check, index, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core"
import type { TeamRole } from "../../domain/team"
import { event } from "./event"
import { person } from "./person"

/**
 * Whom organizers invited to work with them, beside those whose role is in GATE (decision 0061). The address counts until
 * its owner came, and the person from then on.
 */
export const teamMember = pgTable(
  "team_member",
  {
    id: uuid().primaryKey(),
    organizationId: text().notNull(),
    organizationName: text().notNull(),
    role: text().$type<TeamRole>().notNull(),
    /** Of whoever helps at one door. */
    eventId: uuid().references(() => event.id, { onDelete: "cascade" }),
    /** As it was invited. */
    email: text().notNull(),
    /** Of the invitation. */
    language: text().notNull(),
    personId: uuid().references(() => person.id, { onDelete: "cascade" }),
    invitedBy: uuid().notNull(),
    invitedAt: timestamp({ withTimezone: true }).notNull(),
    joinedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    unique("team_member_is_invited_once")
      .on(table.organizationId, table.eventId, table.email)
      .nullsNotDistinct(),
    check("team_member_helps_at_one_door", sql`(${table.role} = 'door') = (${table.eventId} is not null)`),
    index("team_member_by_email").on(table.email),
    index("team_member_by_person").on(table.personId),
  ],
)
