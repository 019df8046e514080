import { getEvent } from "@/lib/db/queries/events"
import { getPerson } from "@/lib/db/queries/people"
import { appendRegistrationEvent, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { forgetRecord } from "@/lib/db/queries/retention"
import { profileErasedMail } from "@/lib/mail/account-mails"
import { deleteKnownRecords, deleteOtherRecords } from "./delete-records"
import { type ComeBack, finish, later, note, type TaskWork, tell } from "./task-work"

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
  const work = await deleteKnownRecords(await note(started, { extraIds }))
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
  const told = await tell(work, (mail) => profileErasedMail({ ...mail, url }))
  if (!told.isTold) return later(told.work)
  const at = context.clock()
  return finish(told.work, async (tx) => {
    for (const { id } of registrations) {
      await forgetRecord(tx, id)
      await appendRegistrationEvent(tx, id, { name: "profile.erased", at })
    }
  })
}
