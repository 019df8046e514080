import {
  claimAccountChange,
  listDueAccountChanges,
  releaseAccountChange,
  renewAccountChange,
} from "@/lib/db/queries/account"
import type { AccountChangeKind } from "@/lib/domain/account-change"
import { backoffMs } from "@/lib/domain/registration"
import { failureLevel, isGateError } from "@/lib/gate/errors"
import type { RegistrationContext } from "@/lib/registration/context"
import { whileRenewed } from "@/lib/registration/lease"
import { attemptsAfter, describeFailure, LeaseLost } from "@/lib/registration/work"
import { changeEmail } from "./change-email"
import { changeName } from "./change-name"
import { deleteAccount } from "./delete-account"
import { eraseProfile } from "./erase-profile"
import { purgeRecord } from "./purge"
import { setStatus } from "./set-status"
import type { AccountWork, ComeBack } from "./work"

const batchSize = 50

const performers: Record<AccountChangeKind, (work: AccountWork) => Promise<ComeBack>> = {
  set_status: setStatus,
  change_email: changeEmail,
  change_name: changeName,
  erase_profile: eraseProfile,
  delete_account: deleteAccount,
  purge_record: purgeRecord,
}

/** When to try again: when GATE said, with up to a fifth more, else by backoff (reliability R5). */
function retryDelayMs(error: unknown, attempts: number, random: () => number): number {
  const asked = isGateError(error) ? error.retryAfterMs : undefined
  return asked === undefined ? backoffMs(attempts, random) : asked * (1 + random() / 5)
}

/**
 * Brings one account change as far as GATE lets it. Callable at any time and from any process; what somebody works on,
 * or what is finished, is left alone. Never throws for what GATE does.
 */
export async function carryOut(context: RegistrationContext, id: string): Promise<void> {
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
    const runAt = new Date(clock().getTime() + retryDelayMs(error, change.attempts, random))
    const failure = isGateError(error)
      ? { lastFailure: describeFailure(error), attempts: attemptsAfter(change.attempts, error) }
      : {}
    await releaseAccountChange(db, id, owner, { runAt, ...failure })
  }
}

/** Carries out everything that is due, one after the other: it is little, and GATE has other callers. */
export async function carryOutDue(context: RegistrationContext): Promise<void> {
  for (const id of await listDueAccountChanges(context.db, context.clock(), batchSize))
    await carryOut(context, id)
}
