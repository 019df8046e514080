import { findPerson } from "@/lib/db/queries/people"
import { isUserUnderWay } from "./bring-email"
import { type ComeBack, finish, isFinal, later, note, type TaskWork, unlessGone } from "./task-work"
import { describeFailure } from "./work"

/** PATCH of the account's name by id, with what it is by now: the last of several wishes counts. */
export async function changeName(work: TaskWork): Promise<ComeBack> {
  const { context, task } = work
  const person = await findPerson(context.db, task.personId)
  if (!person) return finish(work)
  if (await isUserUnderWay(work, person)) return later(work)
  const { gateUserId, firstName, lastName } = person
  if (gateUserId === null) return finish(work)
  try {
    const profile = { first_name: firstName, last_name: lastName }
    await unlessGone(context.gate.users.patch(gateUserId, { profile }))
  } catch (error) {
    if (!isFinal(error)) throw error
    context.log.error({ task: task.id, kind: error.kind }, "GATE refused a name")
    return finish(await note(work, { lastFailure: describeFailure(error) }))
  }
  return finish(work)
}
