import type { AppContext } from "@/lib/context"
import {
  claimAccountChange,
  listDueAccountChanges,
  releaseAccountChange,
  renewAccountChange,
} from "@/lib/db/queries/account"
import type { AccountChangeKind } from "@/lib/domain/account-change"
import { failureLevel, isGateError } from "@/lib/gate/errors"
import { changeEmail } from "./bring-email"
import { changeName } from "./bring-name"
import type { AccountWork, ComeBack } from "./change-work"
import { deleteAccount } from "./delete-account"
import { type DueWork, roundsOf } from "./due"
import { eraseProfile } from "./erase-profile"
import { whileRenewed } from "./lease"
import { purgeRecord } from "./purge-record"
import { setStatus } from "./set-status"
import { attemptsAfter, describeFailure, LeaseLost, retryDelayMs } from "./work"

const batchSize = 50

const performers: Record<AccountChangeKind, (work: AccountWork) => Promise<ComeBack>> = {
  set_status: setStatus,
  change_email: changeEmail,
  change_name: changeName,
  erase_profile: eraseProfile,
  delete_account: deleteAccount,
  purge_record: purgeRecord,
}

/**
 * Brings one account change as far as GATE lets it. Callable at any time and from any process; what somebody works on,
 * or what is finished, is left alone. Never throws for what GATE does.
 */
export async function carryOut(context: AppContext, id: string): Promise<void> {
  const { db, clock, random, log, newId } = context
  const owner = `${context.owner}/${newId()}`
  const change = await claimAccountChange(db, id, owner)
  if (!change) return
  try {
    const comeBack = await whileRenewed(
      context,
      () => renewAccountChange(db, id, owner),
      () => performers[change.kind]({ context: { ...context, owner }, change }),
    )
    await releaseAccountChange(db, id, owner, { runAt: comeBack ?? clock() })
  } catch (error) {
    if (error instanceof LeaseLost) return
    log[failureLevel(error)](
      { err: error, change: id, kind: change.kind },
      "an account change is not finished yet",
    )
    const runAt = new Date(
      clock().getTime() + retryDelayMs(isGateError(error) ? error : null, change.attempts, random),
    )
    const failure = isGateError(error)
      ? { lastFailure: describeFailure(error), attempts: attemptsAfter(change.attempts, error) }
      : {}
    await releaseAccountChange(db, id, owner, { runAt, ...failure })
  }
}

/** The changes that are due: few at a time, for GATE has other callers. */
export function dueAccountChanges(context: AppContext): DueWork {
  const { db, clock } = context
  const list = () => listDueAccountChanges(db, clock(), batchSize)
  return { list, work: (id) => carryOut(context, id), atOnce: 2 }
}

/** Carries out what is due now; for whoever has just caused a change and need not wait for it. */
export function carryOutDue(context: AppContext): Promise<void> {
  return roundsOf(dueAccountChanges(context))()
}
