import { getEvent } from "@/lib/db/queries/events"
import { getPerson } from "@/lib/db/queries/people"
import { appendRegistrationEvent, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { forgetRecord } from "@/lib/db/queries/retention"
import { profileErasedMail } from "@/lib/mail/account-mails"
import { deleteKnownRecords, deleteOtherRecords } from "./delete-records"
import { type ComeBack, finishTask, retryTime, sendTaskMail, type TaskWork, updateTask } from "./task-work"

/** Deletes the records of all the events somebody registered for here; what other sites keep in GATE stays. */
export async function eraseProfile(started: TaskWork): Promise<ComeBack> {
  const { context, task } = started
  const all = await listRegistrationsOf(context.db, task.personId)
  const registrations = all.filter(({ erasedAt }) => erasedAt !== null)
  const { gateUserId } = await getPerson(context.db, task.personId)
  // Whoever registered again since may have taken a record along to that event.
  const taken = new Set(
    all.flatMap(({ erasedAt, gateExtraId }) => (erasedAt === null ? (gateExtraId ?? []) : [])),
  )
  const extraIds = task.extraIds.filter((id) => !taken.has(id))
  const work = await deleteKnownRecords(await updateTask(started, { extraIds }))
  if (gateUserId !== null) {
    const events = await Promise.all(registrations.map(({ eventId }) => getEvent(context.db, eventId)))
    const slugs = new Set(events.map(({ slug }) => slug))
    await deleteOtherRecords(
      work,
      gateUserId,
      ({ id, event }) => slugs.has(event ?? "") && !taken.has(String(id)),
    )
  }
  const url = `${context.siteUrl}/me/data`
  const mailed = await sendTaskMail(work, (mail) => profileErasedMail({ ...mail, url }))
  if (!mailed.isSent) return retryTime(mailed.work)
  const at = context.clock()
  return finishTask(mailed.work, async (tx) => {
    for (const { id } of registrations) {
      await forgetRecord(tx, id)
      await appendRegistrationEvent(tx, id, { name: "profile.erased", at })
    }
  })
}
