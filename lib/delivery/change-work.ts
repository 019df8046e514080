import type { AppContext } from "@/lib/context"
import type { Transaction } from "@/lib/db/database"
import { type AccountChange, type AccountChangeUpdate, updateClaimedChange } from "@/lib/db/queries/account"
import { backoffMs } from "@/lib/domain/registration"
import { type GateError, isGateError } from "@/lib/gate/errors"
import type { MailMessage } from "@/lib/mail/message"
import { isMailError } from "@/lib/mail/transport"
import { LeaseLost } from "./work"

/** One account change in the hands of this process. */
export type AccountWork = { context: AppContext; change: AccountChange }

/** When the change is due again, or null when it is finished. */
export type ComeBack = Date | null

/** A goodbye that no mail server takes for three days does not keep the address any longer. */
const mailPatienceMs = 3 * 24 * 60 * 60_000

/**
 * Writes down how far a change got, only while the lease holds, and answers the work that goes on from there.
 * @throws LeaseLost
 */
export async function note(work: AccountWork, values: AccountChangeUpdate): Promise<AccountWork> {
  const { context, change } = work
  if (!(await updateClaimedChange(context.db, change.id, context.owner, values))) throw new LeaseLost()
  return { context, change: { ...change, ...values } }
}

/**
 * Ends a change together with what it means here, in one transaction. What is left of the row is the tombstone.
 * @throws LeaseLost
 */
export async function finish(
  { context, change }: AccountWork,
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
    if (!(await updateClaimedChange(tx, change.id, context.owner, tombstone))) throw new LeaseLost()
    await write(tx)
  })
  return null
}

export function later({ context, change }: AccountWork): Date {
  return new Date(context.clock().getTime() + backoffMs(change.attempts, context.random))
}

/**
 * Sends the one mail a change causes. False while it is still owed: the mail server was away and has three days to come
 * back.
 */
export async function tell(
  work: AccountWork,
  write: (mail: { to: string; language: string }) => MailMessage,
): Promise<{ work: AccountWork; isTold: boolean }> {
  const { context, change } = work
  if (change.mailedAt || !change.email) return { work, isTold: true }
  try {
    await context.mail.send(write({ to: change.email, language: change.language }), change.id)
  } catch (error) {
    if (!isMailError(error)) throw error
    context.log.error({ err: error, change: change.id }, "a mail about an account could not be sent")
    const isOwed = context.clock().getTime() - change.createdAt.getTime() < mailPatienceMs
    return { work, isTold: !(error.retryable && isOwed) }
  }
  return { work: await note(work, { mailedAt: context.clock() }), isTold: true }
}

/** What GATE answers, or null where it has no such thing any more: already deleted is done. */
export async function unlessGone<T>(call: Promise<T>): Promise<T | null> {
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
