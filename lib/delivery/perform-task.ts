import type { AppContext } from "@/lib/context"
import { claimGateTask, listDueGateTasks, releaseGateTask, renewGateTask } from "@/lib/db/queries/gate-tasks"
import type { GateTaskKind } from "@/lib/domain/gate-task"
import { failureLevel, isGateError } from "@/lib/gate/errors"
import { newClaim } from "./advance"
import { deleteAccount } from "./delete-account"
import { type DueWork, roundsOf } from "./due"
import { eraseProfile } from "./erase-profile"
import { handOverRecord } from "./hand-over-record"
import { whileRenewed } from "./lease"
import { purgeRecord } from "./purge-record"
import { setNetworkPass } from "./set-network-pass"
import { setStatus } from "./set-status"
import type { ComeBack, TaskWork } from "./task-work"
import { updateGateEmail } from "./update-gate-email"
import { updateGateName } from "./update-gate-name"
import { attemptsAfter, describeFailure, LeaseLost, retryDelayMs } from "./work"

const batchSize = 50

const performers: Record<GateTaskKind, (work: TaskWork) => Promise<ComeBack>> = {
  set_status: setStatus,
  change_email: updateGateEmail,
  change_name: updateGateName,
  erase_profile: eraseProfile,
  delete_account: deleteAccount,
  purge_record: purgeRecord,
  set_network_pass: setNetworkPass,
  hand_over_record: handOverRecord,
}

/**
 * Brings one task as far as GATE lets it. Callable at any time and from any process; a task that is being worked on, or is
 * finished, is left alone. Never throws for what GATE does.
 */
export async function performTask(context: AppContext, id: string): Promise<void> {
  const { db, clock, random, log } = context
  const owner = newClaim(context)
  const task = await claimGateTask(db, id, owner)
  if (!task) return
  try {
    const comeBack = await whileRenewed(
      context,
      () => renewGateTask(db, id, owner),
      () => performers[task.kind]({ context: { ...context, owner }, task }),
    )
    await releaseGateTask(db, id, owner, { runAt: comeBack ?? clock() })
  } catch (error) {
    if (error instanceof LeaseLost) return
    log[failureLevel(error)]({ err: error, task: id, kind: task.kind }, "a task for GATE is not finished yet")
    const runAt = new Date(
      clock().getTime() + retryDelayMs(isGateError(error) ? error : null, task.attempts, random),
    )
    const failure = isGateError(error)
      ? { lastFailure: describeFailure(error), attempts: attemptsAfter(task.attempts, error) }
      : {}
    await releaseGateTask(db, id, owner, { runAt, ...failure })
  }
}

/** The tasks that are due: few at a time, for GATE has other callers. */
export function dueGateTasks(context: AppContext): DueWork {
  const { db, clock } = context
  const list = () => listDueGateTasks(db, clock(), batchSize)
  return { list, work: (id) => performTask(context, id), atOnce: 2 }
}

/** Performs what is due now; for whoever has just made a task and need not wait for it. */
export function performDueTasks(context: AppContext): Promise<void> {
  return roundsOf(dueGateTasks(context))()
}
