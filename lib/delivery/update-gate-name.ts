import { findPerson } from "@/lib/db/queries/people"
import {
  type ComeBack,
  finishTask,
  isFinal,
  nullIfGone,
  retryTime,
  type TaskWork,
  updateTask,
} from "./task-work"
import { isUserUnderWay } from "./update-gate-email"
import { describeFailure } from "./work"

/** PATCH of the account's name by id, with what it is by now: the last of several wishes counts. */
export async function updateGateName(work: TaskWork): Promise<ComeBack> {
  const { context, task } = work
  const person = await findPerson(context.db, task.personId)
  if (!person) return finishTask(work)
  if (await isUserUnderWay(work, person)) return retryTime(work)
  const { gateUserId, firstName, lastName } = person
  if (gateUserId === null) return finishTask(work)
  try {
    const profile = { first_name: firstName, last_name: lastName }
    await nullIfGone(context.gate.users.patch(gateUserId, { profile }))
  } catch (error) {
    if (!isFinal(error)) throw error
    context.log.error({ task: task.id, kind: error.kind }, "GATE refused a name")
    return finishTask(await updateTask(work, { lastFailure: describeFailure(error) }))
  }
  return finishTask(work)
}
