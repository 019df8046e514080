import { appendRegistrationEvent, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { forgetRecord } from "@/lib/db/queries/retention"
import { normaliseEmail } from "@/lib/domain/email"
import { accountDeletedMail } from "@/lib/mail/account-mails"
import { type AccountWork, type ComeBack, finish, later, note, tell, unlessGone } from "./change-work"
import { deleteKnownRecords, deleteOtherRecords, isStillTheirs } from "./delete-records"

/** The account a POST made whose answer nobody heard; ours when its address is the one that was proved. */
async function findLateUser(work: AccountWork): Promise<AccountWork> {
  const { gateUsername, email } = work.change
  if (!gateUsername) return work
  const user = await unlessGone(work.context.gate.users.getByUsername(gateUsername))
  const isOurs = user && (!user.email || normaliseEmail(user.email) === email)
  return note(work, { gateUsername: null, gateUserId: isOurs ? String(user.id) : null })
}

/** Records first, then the user (contract §8); then the last mail; then nothing but the tombstone is left. */
export async function deleteAccount(started: AccountWork): Promise<ComeBack> {
  let work = await findLateUser(started)
  const { gateUserId } = work.change
  if (gateUserId === null || (await isStillTheirs(work, gateUserId))) work = await deleteKnownRecords(work)
  if (gateUserId !== null && (await isStillTheirs(work, gateUserId))) {
    await deleteOtherRecords(work, gateUserId, () => true)
    await unlessGone(work.context.gate.users.delete(gateUserId))
    work = await note(work, { gateUserId: null })
  }
  const told = await tell(work, accountDeletedMail)
  if (!told.isTold) return later(told.work)
  const { context, change } = told.work
  const at = context.clock()
  const registrations = await listRegistrationsOf(context.db, change.personId)
  return finish(told.work, async (tx) => {
    for (const { id } of registrations) {
      await forgetRecord(tx, id)
      await appendRegistrationEvent(tx, id, { name: "account.deleted", at })
    }
  })
}
