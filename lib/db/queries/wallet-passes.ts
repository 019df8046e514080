import {
  and,
  asc,
  eq,
  exists,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  or,
  type SQL,
  sql,
} from "drizzle-orm"
import type { WalletPlatform } from "@/lib/domain/wallet"
import type { Database } from "../database"
import { event } from "../schema/event"
import { registration } from "../schema/registration"
import { walletDevice, walletPass } from "../schema/wallet"
import { isFree, isLeased, leaseEnd } from "./work-lease"

export type WalletPassRow = typeof walletPass.$inferSelect
export type WalletDeviceRow = typeof walletDevice.$inferSelect

type WalletPassKey = { registrationId: string; platform: WalletPlatform }

const isPassOf = ({ registrationId, platform }: WalletPassKey) =>
  and(eq(walletPass.registrationId, registrationId), eq(walletPass.platform, platform))

/** The pass of a ticket in one wallet, or null. */
export async function findWalletPass(db: Database, key: WalletPassKey): Promise<WalletPassRow | null> {
  const [row] = await db.select().from(walletPass).where(isPassOf(key)).limit(1)
  return row ?? null
}

/** The pass of a ticket in one wallet, which its owner takes now; made with `values` the first time. */
export async function takeWalletPass(
  db: Database,
  values: WalletPassKey & Pick<WalletPassRow, "id" | "nonce" | "createdAt">,
): Promise<WalletPassRow> {
  const now = sql`date_trunc('second', clock_timestamp())`
  const [row] = await db
    .insert(walletPass)
    .values({ ...values, changedAt: now, takenOf: now })
    .onConflictDoUpdate({
      target: [walletPass.registrationId, walletPass.platform],
      set: { takenOf: walletPass.changedAt },
    })
    .returning()
  if (!row) throw new Error(`The pass of registration ${values.registrationId} was not kept`)
  return row
}

/** How many devices may have one pass: those of one person and some to spare. */
const mostDevices = 20

/**
 * Has a device told of a pass from now on; `known` when it was so already, with whatever token; `full` when as many others
 * as may are told already. What changed since the pass was taken is owed.
 */
export async function insertWalletDevice(
  tx: Database,
  values: Pick<WalletDeviceRow, "passId" | "deviceId" | "pushToken" | "createdAt">,
): Promise<"new" | "known" | "full"> {
  const { passId, deviceId, pushToken } = values
  const isPass = eq(walletPass.id, passId)
  // Devices that register at the same time are counted one after the other.
  await tx.select({ id: walletPass.id }).from(walletPass).where(isPass).for("update")
  const isOther = and(eq(walletDevice.passId, passId), ne(walletDevice.deviceId, deviceId))
  if ((await tx.$count(walletDevice, isOther)) >= mostDevices) return "full"
  const takenOf = sql`(${tx.select({ takenOf: walletPass.takenOf }).from(walletPass).where(isPass)})`
  const inserted = await tx
    .insert(walletDevice)
    .values({ ...values, toldOf: takenOf })
    .onConflictDoNothing()
    .returning({ passId: walletDevice.passId })
  if (inserted.length === 0) {
    await tx
      .update(walletDevice)
      .set({ pushToken })
      .where(and(eq(walletDevice.passId, passId), eq(walletDevice.deviceId, deviceId)))
    return "known"
  }
  await tx
    .update(walletPass)
    .set({ runAt: sql`clock_timestamp()` })
    .where(and(isPass, isNull(walletPass.runAt), lt(walletPass.takenOf, walletPass.changedAt)))
  return "new"
}

/** The device has no longer the pass; or, with `pushToken`, only if that still is its token. */
export async function deleteWalletDevice(
  db: Database,
  { passId, deviceId, pushToken }: Pick<WalletDeviceRow, "passId" | "deviceId"> & { pushToken?: string },
): Promise<void> {
  const isToken = pushToken === undefined ? undefined : eq(walletDevice.pushToken, pushToken)
  await db
    .delete(walletDevice)
    .where(and(eq(walletDevice.passId, passId), eq(walletDevice.deviceId, deviceId), isToken))
}

/** Devices that were not told of a pass as it is since `changedAt`. */
export async function listUntoldDevices(
  db: Database,
  passId: string,
  changedAt: Date,
): Promise<WalletDeviceRow[]> {
  return db
    .select()
    .from(walletDevice)
    .where(
      and(
        eq(walletDevice.passId, passId),
        or(isNull(walletDevice.toldOf), ne(walletDevice.toldOf, changedAt)),
      ),
    )
    .orderBy(asc(walletDevice.createdAt))
    .limit(mostDevices)
}

export async function markDeviceTold(
  db: Database,
  { passId, deviceId }: Pick<WalletDeviceRow, "passId" | "deviceId">,
  toldOf: Date,
): Promise<void> {
  await db
    .update(walletDevice)
    .set({ toldOf })
    .where(and(eq(walletDevice.passId, passId), eq(walletDevice.deviceId, deviceId)))
}

/** Registrations whose passes on a device have changed since, and when the last one did. */
export async function listChangedPasses(
  db: Database,
  deviceId: string,
  since: Date | null,
): Promise<{ registrationId: string; changedAt: Date }[]> {
  return db
    .select({ registrationId: walletPass.registrationId, changedAt: walletPass.changedAt })
    .from(walletPass)
    .innerJoin(walletDevice, eq(walletDevice.passId, walletPass.id))
    .where(and(eq(walletDevice.deviceId, deviceId), since ? gte(walletPass.changedAt, since) : undefined))
    .orderBy(asc(walletPass.changedAt))
    .limit(200)
}

/** Ids of passes whose keepers are to be told now, the longest waiting first. */
export async function listDueWalletPasses(
  db: Database,
  { now, platforms, limit }: { now: Date; platforms: WalletPlatform[]; limit: number },
): Promise<string[]> {
  if (platforms.length === 0) return []
  const rows = await db
    .select({ id: walletPass.id })
    .from(walletPass)
    .where(
      and(
        lte(walletPass.runAt, now),
        inArray(walletPass.platform, platforms),
        isFree(walletPass.lockedUntil),
      ),
    )
    .orderBy(asc(walletPass.runAt))
    .limit(limit)
  return rows.map(({ id }) => id)
}

/** Makes `owner` the only one who tells of a pass until the lease ends; null when nothing is owed or somebody else does. */
export async function claimWalletPass(
  db: Database,
  id: string,
  owner: string,
): Promise<WalletPassRow | null> {
  const [row] = await db
    .update(walletPass)
    .set({ lockedBy: owner, lockedUntil: leaseEnd, attempts: sql`${walletPass.attempts} + 1` })
    .where(and(eq(walletPass.id, id), isNotNull(walletPass.runAt), isFree(walletPass.lockedUntil)))
    .returning()
  return row ?? null
}

function isHeld(id: string, owner: string): SQL | undefined {
  return and(eq(walletPass.id, id), eq(walletPass.lockedBy, owner), isLeased(walletPass.lockedUntil))
}

/** Extends the lease of whoever tells of a pass; false: it had ended. */
export async function renewWalletPass(db: Database, id: string, owner: string): Promise<boolean> {
  const renewed = await db
    .update(walletPass)
    .set({ lockedUntil: leaseEnd })
    .where(isHeld(id, owner))
    .returning({ id: walletPass.id })
  return renewed.length === 1
}

/** Lets go of a pass that was told of as it was at `changedAt`; what changed since is still owed. */
export async function finishWalletPass(
  db: Database,
  { id, changedAt }: Pick<WalletPassRow, "id" | "changedAt">,
  owner: string,
): Promise<void> {
  const at = sql`${changedAt.toISOString()}::timestamptz`
  const isTold = sql`${walletPass.changedAt} = ${at}`
  await db
    .update(walletPass)
    .set({
      runAt: sql`case when ${isTold} then null else ${walletPass.runAt} end`,
      attempts: 0,
      lockedBy: null,
      lockedUntil: null,
    })
    .where(isHeld(id, owner))
}

/** Lets go of a pass whose keeper could not be told; unless it changed meanwhile it is due again at `runAt`. */
export async function postponeWalletPass(
  db: Database,
  { id, changedAt }: Pick<WalletPassRow, "id" | "changedAt">,
  owner: string,
  runAt: Date,
): Promise<void> {
  const [at, later] = [changedAt, runAt].map((date) => sql`${date.toISOString()}::timestamptz`)
  await db
    .update(walletPass)
    .set({
      runAt: sql`case when ${walletPass.changedAt} = ${at} then ${later} else ${walletPass.runAt} end`,
      lockedBy: null,
      lockedUntil: null,
    })
    .where(isHeld(id, owner))
}

export async function deleteWalletPass(db: Database, id: string): Promise<void> {
  await db.delete(walletPass).where(eq(walletPass.id, id))
}

/** The passes of a ticket with their devices, for telling their owner. */
export async function listWalletPasses(
  db: Database,
  registrationId: string,
): Promise<(Pick<WalletPassRow, "platform" | "createdAt"> & { devices: WalletDeviceRow[] })[]> {
  const passes = await db
    .select()
    .from(walletPass)
    .where(eq(walletPass.registrationId, registrationId))
    .orderBy(asc(walletPass.platform))
    .limit(10)
  const ids = passes.map(({ id }) => id)
  const devices =
    ids.length === 0
      ? []
      : await db.select().from(walletDevice).where(inArray(walletDevice.passId, ids)).limit(100)
  return passes.map(({ id, platform, createdAt }) => {
    const own = devices.filter(({ passId }) => passId === id)
    return { platform, createdAt, devices: own }
  })
}

/**
 * Forgets Apple's passes of a person or of one registration, and which devices have them. What Google keeps is still to be
 * emptied, and the row that owes it holds no personal data.
 */
export async function forgetApplePassesOf(
  tx: Database,
  owner: { personId: string } | { registrationId: string },
): Promise<void> {
  const mine =
    "personId" in owner
      ? eq(registration.personId, owner.personId)
      : eq(registration.id, owner.registrationId)
  const ids = tx.select({ id: registration.id }).from(registration).where(mine)
  await tx
    .delete(walletPass)
    .where(and(eq(walletPass.platform, "apple"), inArray(walletPass.registrationId, ids)))
}

/**
 * The same for passes that can change no more: of events that ended before `endedBefore`, and of tickets cancelled before
 * `cancelledBefore`.
 */
export async function deleteSpentApplePasses(
  db: Database,
  { endedBefore, cancelledBefore }: { endedBefore: Date; cancelledBefore: Date },
): Promise<void> {
  const isSpent = db
    .select({ id: registration.id })
    .from(registration)
    .innerJoin(event, eq(event.id, registration.eventId))
    .where(
      and(
        eq(registration.id, walletPass.registrationId),
        or(
          lte(event.endsAt, endedBefore),
          and(eq(registration.step, "cancelled"), lte(registration.cancelledAt, cancelledBefore)),
        ),
      ),
    )
  await db.delete(walletPass).where(and(eq(walletPass.platform, "apple"), exists(isSpent)))
}

/** The languages an event is offered in; the first one is that of its own texts. */
export async function listEventLanguages(db: Database, eventId: string): Promise<string[]> {
  const [row] = await db
    .select({ languages: event.languages })
    .from(event)
    .where(eq(event.id, eventId))
    .limit(1)
  return row?.languages ?? []
}
