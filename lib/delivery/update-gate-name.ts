import { findPerson, type PersonRow } from "@/lib/db/queries/people"
import { byNameField, nameFields } from "@/lib/domain/person-name"
import { gateName } from "./gate-mapping"
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

/** PATCH of the parts the person changed, where GATE does not say them already: another part may be an organizer's. */
async function patchName({ context, task }: TaskWork, gateUserId: string, person: PersonRow): Promise<void> {
  const user = await nullIfGone(context.gate.users.get(gateUserId))
  if (!user) return
  const [theirs, ours] = [byNameField(gateName(user)), byNameField(person)]
  const changed = task.changedFields.length > 0 ? task.changedFields : nameFields
  const profile = Object.fromEntries(
    changed.filter((field) => theirs[field] !== ours[field]).map((field) => [field, ours[field]]),
  )
  if (Object.keys(profile).length === 0) return
  await nullIfGone(context.gate.users.patch(gateUserId, { profile }))
}

/** Tells GATE the person's name as it is by now: the last of several wishes counts. */
export async function updateGateName(work: TaskWork): Promise<ComeBack> {
  const { context, task } = work
  const person = await findPerson(context.db, task.personId)
  if (!person) return finishTask(work)
  if (await isUserUnderWay(work, person)) return retryTime(work)
  const { gateUserId } = person
  if (gateUserId === null) return finishTask(work)
  try {
    await patchName(work, gateUserId, person)
  } catch (error) {
    if (!isFinal(error)) throw error
    context.log.error({ task: task.id, kind: error.kind }, "GATE refused a name")
    return finishTask(await updateTask(work, { lastFailure: describeFailure(error) }))
  }
  return finishTask(work)
}
