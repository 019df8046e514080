import type { AppContext } from "@/lib/context"
import type { Transaction } from "@/lib/db/database"
import { type GateTask, type GateTaskUpdate, updateClaimedTask } from "@/lib/db/queries/gate-tasks"
import { backoffMs } from "@/lib/domain/registration"
import { type GateError, isGateError } from "@/lib/gate/errors"
import type { MailMessage } from "@/lib/mail/message"
import { isMailError } from "@/lib/mail/transport"
import { LeaseLost } from "./work"

/** A task this process has claimed. */
export type TaskWork = { context: AppContext; task: GateTask }

/** When the task is due again, or null when it is finished. */
export type ComeBack = Date | null

/** A goodbye that no mail server takes for three days does not keep the address any longer. */
const mailPatienceMs = 3 * 24 * 60 * 60_000

/**
 * Writes down how far a task got, only while the lease holds, and returns the work that goes on from there.
 * @throws LeaseLost
 */
export async function updateTask(work: TaskWork, values: GateTaskUpdate): Promise<TaskWork> {
  const { context, task } = work
  if (!(await updateClaimedTask(context.db, task.id, context.owner, values))) throw new LeaseLost()
  return { context, task: { ...task, ...values } }
}

/**
 * Ends a task together with what it means here, in one transaction. What is left of the row is the tombstone.
 * @throws LeaseLost
 */
export async function finishTask(
  { context, task }: TaskWork,
  write: (tx: Transaction) => Promise<void> = async () => {},
): Promise<null> {
  const tombstone = {
    finishedAt: context.clock(),
    email: null,
    gateUsername: null,
    gateUserId: null,
    extraIds: [],
  }
  await context.db.transaction(async (tx) => {
    if (!(await updateClaimedTask(tx, task.id, context.owner, tombstone))) throw new LeaseLost()
    await write(tx)
  })
  return null
}

/** When to try again what failed, or could not be done yet. */
export function retryTime({ context, task }: TaskWork): Date {
  return new Date(context.clock().getTime() + backoffMs(task.attempts, context.random))
}

/**
 * Sends the one mail a task causes. `isSent` is false while it is still owed: the mail server was away and has three days to
 * come back.
 */
export async function sendTaskMail(
  work: TaskWork,
  write: (mail: { to: string; language: string }) => MailMessage,
): Promise<{ work: TaskWork; isSent: boolean }> {
  const { context, task } = work
  if (task.mailedAt || !task.email) return { work, isSent: true }
  try {
    await context.mail.send(write({ to: task.email, language: task.language }), task.id)
  } catch (error) {
    if (!isMailError(error)) throw error
    context.log.error({ err: error, task: task.id }, "a mail about an account could not be sent")
    const isOwed = context.clock().getTime() - task.createdAt.getTime() < mailPatienceMs
    return { work, isSent: !(error.retryable && isOwed) }
  }
  return { work: await updateTask(work, { mailedAt: context.clock() }), isSent: true }
}

/** What GATE answers, or null where it has no such thing any more: already deleted is done. */
export async function nullIfGone<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call
  } catch (error) {
    if (isGateError(error) && error.kind === "notFound") return null
    throw error
  }
}

/** GATE will never take this: trying again changes nothing, so an operator has to look. */
export function isFinal(error: unknown): error is GateError {
  return isGateError(error) && (error.kind === "validation" || error.kind === "conflict")
}
