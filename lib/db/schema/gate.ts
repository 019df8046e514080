import { sql } from "drizzle-orm"
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgSchema,
  text,
  timestamp,
  unique,
} from "drizzle-orm/pg-core"

/** The embedded GATE keeps its state apart from ours: nothing outside `lib/gate-local` reads this Postgres schema. */
export const gate = pgSchema("gate")

const id = () => bigint({ mode: "number" }).primaryKey().generatedByDefaultAsIdentity()
const instant = () => timestamp({ withTimezone: true })

export const gateOrganization = gate.table("organization", {
  id: id(),
  name: text().notNull().unique(),
})

/**
 * One account table behind `/user/` and `/user_token/` (contract §8). `alias` is the id shown for an account whose id
 * is not a number, as the oldest document has it ("user123"); such ids come only from seeded state.
 */
export const gateAccount = gate.table(
  "account",
  {
    id: id(),
    alias: text().unique(),
    username: text().notNull(),
    /** The organization the username is unique in; empty where usernames are unique in all of GATE (contract §11 D32). */
    usernameScope: text().notNull().default(""),
    email: text(),
    passwordHash: text(),
    organizationId: bigint({ mode: "number" }).references(() => gateOrganization.id),
    attributes: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    externalId: text(),
    klass: text(),
    isActive: boolean().notNull().default(true),
    description: text(),
    expiration: instant(),
    avatarUrl: text(),
    profiles: jsonb().$type<string[]>().notNull().default([]),
    userTime: integer(),
    createdAt: instant().notNull(),
    updatedAt: instant(),
    firstLogin: instant(),
    lastLogin: instant(),
  },
  (table) => [
    unique("account_username_unique").on(table.username, table.usernameScope),
    index("gate_account_by_organization").on(table.organizationId, table.id),
    index("gate_account_by_role").on(sql`(${table.attributes} ->> 'role')`),
  ],
)

/** `fields` holds the writable fields by their wire names, so a PATCH is one atomic merge in the database. */
export const gateUserExtra = gate.table(
  "user_extra",
  {
    id: id(),
    accountId: bigint({ mode: "number" })
      .notNull()
      .references(() => gateAccount.id, { onDelete: "cascade" }),
    fields: jsonb().$type<Record<string, string | number | boolean | null>>().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [index("gate_user_extra_by_account").on(table.accountId, table.id)],
)

/** What is left of a deleted record: which and when, nothing about the person (contract §11 D41). */
export const gateTombstone = gate.table("tombstone", {
  id: id(),
  resource: text().$type<"user" | "user_extra">().notNull(),
  recordId: bigint({ mode: "number" }).notNull(),
  deletedAt: instant().notNull(),
})
