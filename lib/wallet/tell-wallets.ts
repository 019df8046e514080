import type { AppContext } from "@/lib/context"
import {
  claimWalletPass,
  deleteSpentApplePasses,
  deleteWalletDevice,
  deleteWalletPass,
  finishWalletPass,
  listDueWalletPasses,
  listUntoldDevices,
  markDeviceTold,
  postponeWalletPass,
  renewWalletPass,
  type WalletPassRow,
} from "@/lib/db/queries/wallet-passes"
import { newClaim } from "@/lib/delivery/advance"
import type { DueWork } from "@/lib/delivery/due"
import { whileRenewed } from "@/lib/delivery/lease"
import { backoffMs } from "@/lib/domain/registration"
import { voidedGraceMs, walletGraceMs } from "@/lib/domain/wallet"
import { googleObject } from "@/lib/pass/google-pass"
import { liveWallets } from "@/lib/pass/issuers"
import { isPassError } from "@/lib/pass/ticket-pass"
import { describeClass } from "./google-link"
import { findTicketPass } from "./wallet-ticket"

const batchSize = 100

/** As many as Apple and Google answer side by side without anybody else waiting for them. */
const atOnce = 4

/** Whether trying again changes nothing. */
function isFinal(error: unknown): boolean {
  return isPassError(error) && !error.retryable
}

/** Wakes every device that has a pass of an older version; those that gave it away are forgotten. */
async function tellApple(
  { db, wallet }: AppContext,
  { id: passId, changedAt }: WalletPassRow,
): Promise<void> {
  let failure: unknown = null
  for (const { deviceId, pushToken } of await listUntoldDevices(db, passId, changedAt)) {
    try {
      const answer = await wallet.apple?.push.tell(pushToken)
      if (answer === "gone") await deleteWalletDevice(db, { passId, deviceId, pushToken })
      else await markDeviceTold(db, { passId, deviceId }, changedAt)
    } catch (error) {
      // The pass stays owed while one device may still be told.
      if (failure === null || isFinal(failure)) failure = error
    }
  }
  if (failure) throw failure
}

/** Changes what Google keeps of a ticket. Once its data was erased here, nothing of it can change any more. */
async function tellGoogle(
  context: AppContext,
  { id, registrationId, changedAt }: WalletPassRow,
): Promise<void> {
  const { db, wallet } = context
  const found = await findTicketPass(context, registrationId)
  if (!wallet.google || !found) return
  const { issuer } = wallet.google
  const { ticket, stored, isErased } = found
  const eventClass = await describeClass(context, issuer, stored)
  await wallet.google.wallet.tell(eventClass, googleObject(issuer, ticket), changedAt)
  if (isErased) await deleteWalletPass(db, id)
}

/**
 * Tells whoever keeps a pass that it has changed. Callable at any time and from any process; one that somebody else tells of,
 * or that nothing is owed for, is left alone. Never throws for what Apple and Google do.
 */
export async function tellWallet(context: AppContext, id: string): Promise<void> {
  const { db, clock, random, log } = context
  const owner = newClaim(context)
  const row = await claimWalletPass(db, id, owner)
  if (!row) return
  try {
    await whileRenewed(
      context,
      () => renewWalletPass(db, id, owner),
      () => (row.platform === "apple" ? tellApple(context, row) : tellGoogle(context, row)),
    )
    await finishWalletPass(db, row, owner)
  } catch (error) {
    log[isFinal(error) ? "error" : "warn"](
      { err: error, registration: row.registrationId, wallet: row.platform },
      "a wallet was not told of a change",
    )
    if (isFinal(error)) return finishWalletPass(db, row, owner)
    await postponeWalletPass(db, row, owner, new Date(clock().getTime() + backoffMs(row.attempts, random)))
  }
}

/** The passes whose keepers are to be told. Once a certificate has expired Apple's wait, and that is said once. */
export function dueWallets(context: AppContext): DueWork {
  const { db, clock, wallet, log } = context
  let isExpiryTold = false
  const list = () => {
    const now = clock()
    const platforms = liveWallets(wallet, now)
    if (wallet.apple && !platforms.includes("apple") && !isExpiryTold) {
      isExpiryTold = true
      const { expiresAt } = wallet.apple.issuer
      log.error({ expiresAt }, "the certificate for Apple Wallet has expired: passes are no longer offered")
    }
    return listDueWalletPasses(db, { now, platforms, limit: batchSize })
  }
  return { list, work: (id) => tellWallet(context, id), atOnce }
}

/** Forgets passes, and the devices that have them, once nothing of them can change any more. */
export async function forgetSpentPasses({ db, clock }: Pick<AppContext, "db" | "clock">): Promise<void> {
  const before = (ms: number) => new Date(clock().getTime() - ms)
  await deleteSpentApplePasses(db, {
    endedBefore: before(walletGraceMs),
    cancelledBefore: before(voidedGraceMs),
  })
}
