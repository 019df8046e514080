import { forgetPreviousEmail } from "@/lib/db/queries/account"
import { getPerson, type PersonRow } from "@/lib/db/queries/people"
import { unfinishedSteps } from "@/lib/db/queries/registration-claims"
import { listRegistrationsOf } from "@/lib/db/queries/registrations"
import { emailChangedMail } from "@/lib/mail/account-mails"
import {
  type ComeBack,
  finishTask,
  isFinal,
  nullIfGone,
  retryTime,
  sendTaskMail,
  type TaskWork,
  updateTask,
} from "./task-work"
import { describeFailure } from "./work"

/**
 * Whether GATE's account may still come into being with the former address; a registration under way brings the new one
 * itself.
 */
export async function isUserUnderWay({ context, task }: TaskWork, person: PersonRow): Promise<boolean> {
  if (person.gateUserId !== null) return false
  const registrations = await listRegistrationsOf(context.db, task.personId)
  return (
    registrations.some(({ step }) => unfinishedSteps.includes(step)) || person.userAttempt.startedAt !== null
  )
}

/** PATCH of the account's `email` by id; the username stays what it is. */
async function patchUserEmail({ context }: TaskWork, { gateUserId, email }: PersonRow): Promise<void> {
  if (gateUserId === null) return
  const user = await nullIfGone(context.gate.users.get(gateUserId))
  if (!user || user.email === email) return
  await nullIfGone(context.gate.users.patch(gateUserId, { email }))
}

/** The former address hears of the change first, whatever GATE does: it may not have been its owner who asked. */
export async function updateGateEmail(started: TaskWork): Promise<ComeBack> {
  const url = `${started.context.siteUrl}/help`
  const { work, isSent } = await sendTaskMail(started, (mail) => emailChangedMail({ ...mail, url }))
  const { context, task } = work
  const person = await getPerson(context.db, task.personId)
  if (await isUserUnderWay(work, person)) return retryTime(work)
  let done = work
  try {
    await patchUserEmail(work, person)
  } catch (error) {
    if (!isFinal(error)) throw error
    context.log.error({ task: task.id, kind: error.kind }, "GATE refused an address")
    done = await updateTask(work, { lastFailure: describeFailure(error) })
  }
  if (!isSent) return retryTime(done)
  return finishTask(done, (tx) => forgetPreviousEmail(tx, person.id, person.email))
}
