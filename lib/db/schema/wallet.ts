import { sql } from "drizzle-orm"
import { index, integer, pgTable, primaryKey, text, timestamp, unique, uuid } from "drizzle-orm/pg-core"
import type { WalletPlatform } from "../../domain/wallet"
import { registration } from "./registration"

/**
 * A ticket that somebody put, or was about to put, into a phone's wallet. Triggers set `changedAt` and `runAt` in the
 * transaction that changes what the pass says (decision 0057); the sweeper tells whoever keeps it and empties `runAt`.
 */
export const walletPass = pgTable(
  "wallet_pass",
  {
    id: uuid().primaryKey(),
    registrationId: uuid()
      .notNull()
      .references(() => registration.id, { onDelete: "cascade" }),
    platform: text().$type<WalletPlatform>().notNull(),
    /** What devices prove themselves with follows from it and a key that is not in the database. */
    nonce: uuid().notNull(),
    /** Whole seconds, as HTTP has them, and another one with every change. */
    changedAt: timestamp({ withTimezone: true }).notNull(),
    /** The `changedAt` of the version its owner last took. */
    takenOf: timestamp({ withTimezone: true }).notNull(),
    attempts: integer().notNull().default(0),
    /** Null: nothing is owed. */
    runAt: timestamp({ withTimezone: true }),
    lockedBy: text(),
    lockedUntil: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    unique("wallet_pass_is_one_of_a_platform").on(table.registrationId, table.platform),
    index("wallet_pass_due").on(table.runAt).where(sql`${table.runAt} is not null`),
  ],
)

/** An iPhone or Apple Watch that has a pass and is told of its changes. */
export const walletDevice = pgTable(
  "wallet_device",
  {
    passId: uuid()
      .notNull()
      .references(() => walletPass.id, { onDelete: "cascade" }),
    /** As Apple calls the device to us alone. */
    deviceId: text().notNull(),
    pushToken: text().notNull(),
    /** The `changedAt` of the pass it was last told of; null: of none. */
    toldOf: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.passId, table.deviceId] }),
    index("wallet_device_by_device").on(table.deviceId),
  ],
)
