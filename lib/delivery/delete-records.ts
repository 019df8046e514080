import { isGateUserInUse } from "@/lib/db/queries/account"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import { listOwnRecords } from "./own-records"
import { nullIfGone, type TaskWork, updateTask } from "./task-work"

/** Deletes the records that were known when the task was made, and remembers each one that is gone. */
export async function deleteKnownRecords(work: TaskWork): Promise<TaskWork> {
  let current = work
  for (const extraId of work.task.extraIds) {
    await nullIfGone(work.context.gate.userExtras.delete(extraId))
    current = await updateTask(current, { extraIds: current.task.extraIds.filter((id) => id !== extraId) })
  }
  return current
}

/**
 * Deletes records of a GATE user that nobody knew of: ones made by a POST whose answer was lost. `isMeant` says which.
 */
export async function deleteOtherRecords(
  { context }: TaskWork,
  gateUserId: string,
  isMeant: (record: UserExtra) => boolean,
): Promise<void> {
  const found = (await listOwnRecords(context.gate, gateUserId)).filter(isMeant)
  for (const { id } of found) await nullIfGone(context.gate.userExtras.delete(String(id)))
}

/** Whoever came back and adopted the same GATE account meanwhile keeps it. */
export async function isStillTheirs({ context }: TaskWork, gateUserId: string): Promise<boolean> {
  return !(await isGateUserInUse(context.db, gateUserId))
}
