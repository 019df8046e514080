import { getEvent } from "@/lib/db/queries/events"
import { findRegistration } from "@/lib/db/queries/registrations"
import { forgetRecord } from "@/lib/db/queries/retention"
import { passOnRecord } from "./hand-over-record"
import { findLateRecord, isOfEvent } from "./set-status"
import { type ComeBack, finishTask, nullIfGone, type TaskWork } from "./task-work"

/**
 * DELETE of the record of a purged registration, unless it has moved on to another event meanwhile, or another one of the
 * person needs it: then it moves on now.
 */
export async function purgeRecord(work: TaskWork): Promise<ComeBack> {
  const { context, task } = work
  const registration = task.registrationId ? await findRegistration(context.db, task.registrationId) : null
  if (!registration) return finishTask(work)
  const { slug } = await getEvent(context.db, registration.eventId)
  let extraId = registration.gateExtraId
  if (extraId === null) {
    const late = await findLateRecord(work, registration, slug)
    if ("until" in late) return late.until
    extraId = late.extraId
  }
  const record = extraId === null ? null : await nullIfGone(context.gate.userExtras.get(extraId))
  if (extraId !== null && record) {
    const isNeeded = await passOnRecord(work, registration, record)
    if (!isNeeded && isOfEvent(record, slug)) await nullIfGone(context.gate.userExtras.delete(extraId))
  }
  return finishTask(work, (tx) => forgetRecord(tx, registration.id))
}
