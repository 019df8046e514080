import { sql } from "drizzle-orm"
import { boolean, check, index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core"
import type {
  AccountAccess,
  GivenAt,
  NetworkState,
  NetworkTier,
  ShownAccount,
  TopUp,
} from "../../domain/network-pass"
import type { DeliveryFailure } from "../../domain/registration"
import { event } from "./event"
import { person } from "./person"
import { registration } from "./registration"

/** What an event's organizers decided about its network pass; an event without a row has none. */
export const networkPassRule = pgTable(
  "network_pass_rule",
  {
    eventId: uuid()
      .primaryKey()
      .references(() => event.id, { onDelete: "cascade" }),
    /** Short names of AAA profiles. */
    profiles: text().array().notNull(),
    serviceClass: text(),
    /** Before doors, or before the start where there are none. */
    opensBeforeMinutes: integer().notNull(),
    closesAfterMinutes: integer().notNull(),
    /** Null: unlimited. */
    timeBalanceSeconds: integer(),
    networkName: text().notNull(),
    portalUrl: text(),
    tiers: jsonb().$type<NetworkTier[]>().notNull().default([]),
    givenAt: text().$type<GivenAt>().notNull(),
    /** Grows with every save, so that of two organizers editing at once the second is told. */
    version: integer().notNull().default(1),
  },
  (table) => [
    check(
      "network_pass_rule_is_within_bounds",
      sql`${table.opensBeforeMinutes} >= 0 and ${table.closesAfterMinutes} >= 0 and ${table.timeBalanceSeconds} > 0`,
    ),
  ],
)

/**
 * The network pass of one registration. `lib/delivery/set-network-pass.ts` keeps it in step with the registration, the rule and GATE;
 * organizers add `addedSeconds` and set `endedAt`.
 */
export const networkPass = pgTable(
  "network_pass",
  {
    registrationId: uuid()
      .primaryKey()
      .references(() => registration.id),
    personId: uuid()
      .notNull()
      .references(() => person.id),
    eventId: uuid()
      .notNull()
      .references(() => event.id),
    state: text().$type<NetworkState>().notNull(),
    /** Null while something is missing that the rule asks for first. */
    givenAt: timestamp({ withTimezone: true }),
    opensAt: timestamp({ withTimezone: true }).notNull(),
    closesAt: timestamp({ withTimezone: true }).notNull(),
    profiles: text().array().notNull(),
    serviceClass: text(),
    /** By organizers, on top of the rule's balance. */
    addedSeconds: integer().notNull().default(0),
    /** How many seconds GATE was told of. */
    grantedSeconds: integer().notNull().default(0),
    /** When an organizer ended it, and who. */
    endedAt: timestamp({ withTimezone: true }),
    endedBy: uuid(),
    /** When the person asked for more time and nobody has answered yet. */
    timeAskedAt: timestamp({ withTimezone: true }),
    firstLogin: timestamp({ withTimezone: true }),
    lastLogin: timestamp({ withTimezone: true }),
    /** Null: unlimited, or not read yet. */
    secondsLeft: integer(),
    readAt: timestamp({ withTimezone: true }),
    /** When GATE was last asked for a page, whether or not it answered. */
    readTriedAt: timestamp({ withTimezone: true }),
    /** When GATE took it. */
    deliveredAt: timestamp({ withTimezone: true }),
    /** Why it needs attention. */
    problem: jsonb().$type<DeliveryFailure>(),
  },
  (table) => [
    index("network_pass_by_person").on(table.personId),
    index("network_pass_by_event").on(table.eventId, table.state),
  ],
)

/** The GATE account that a person's passes open: one for all their events. */
export const networkAccount = pgTable("network_account", {
  personId: uuid()
    .primaryKey()
    .references(() => person.id, { onDelete: "cascade" }),
  gateUserId: text().notNull(),
  username: text().notNull(),
  /** Sealed for the account; null where Gatehouse set none. */
  password: text(),
  /** Whether GATE has still to be told it. */
  isPasswordDue: boolean().notNull().default(false),
  /** Whether Gatehouse made the account; if not, it is never shortened nor weakened. */
  isMadeHere: boolean().notNull(),
  /** When `/user_token/` was seen to show the account of this id as `/user/` does. */
  provedAt: timestamp({ withTimezone: true }).notNull(),
  /** As GATE showed it before the first write of this opening; null while it is closed. */
  before: jsonb().$type<ShownAccount>(),
  /** What was written since, as far as GATE may still show it. */
  written: jsonb().$type<AccountAccess[]>().notNull().default([]),
  /** A top-up that was decided and whose outcome is not known. */
  topUp: jsonb().$type<TopUp>(),
  /** When a PATCH was sent whose outcome is not known; it may still land (reliability G1). */
  writeStartedAt: timestamp({ withTimezone: true }),
})
