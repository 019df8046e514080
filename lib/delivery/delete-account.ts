import { appendRegistrationEvent, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { forgetRecord } from "@/lib/db/queries/retention"
import { normaliseEmail } from "@/lib/domain/email"
import { accountDeletedMail } from "@/lib/mail/account-mails"
import { deleteKnownRecords, deleteOtherRecords, isStillTheirs } from "./delete-records"
import {
  type ComeBack,
  finishTask,
  nullIfGone,
  retryTime,
  sendTaskMail,
  type TaskWork,
  updateTask,
} from "./task-work"

/** The account a POST made whose answer nobody heard; ours when its address is the one that was proved. */
async function findLateUser(work: TaskWork): Promise<TaskWork> {
  const { gateUsername, email } = work.task
  if (!gateUsername) return work
  const user = await nullIfGone(work.context.gate.users.getByUsername(gateUsername))
  const isOurs = user && (!user.email || normaliseEmail(user.email) === email)
  return updateTask(work, { gateUsername: null, gateUserId: isOurs ? String(user.id) : null })
}

/** Records first, then the user (contract §8); then the last mail; then nothing but the tombstone is left. */
export async function deleteAccount(started: TaskWork): Promise<ComeBack> {
  let work = await findLateUser(started)
  const { gateUserId } = work.task
  if (gateUserId === null || (await isStillTheirs(work, gateUserId))) work = await deleteKnownRecords(work)
  if (gateUserId !== null && (await isStillTheirs(work, gateUserId))) {
    await deleteOtherRecords(work, gateUserId, () => true)
    await nullIfGone(work.context.gate.users.delete(gateUserId))
    work = await updateTask(work, { gateUserId: null })
  }
  const mailed = await sendTaskMail(work, accountDeletedMail)
  if (!mailed.isSent) return retryTime(mailed.work)
  const { context, task } = mailed.work
  const at = context.clock()
  const registrations = await listRegistrationsOf(context.db, task.personId)
  return finishTask(mailed.work, async (tx) => {
    for (const { id } of registrations) {
      await forgetRecord(tx, id)
      await appendRegistrationEvent(tx, id, { name: "account.deleted", at })
    }
  })
}
