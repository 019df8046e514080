import { getEvent } from "@/lib/db/queries/events"
import { findRegistration } from "@/lib/db/queries/registrations"
import { forgetRecord } from "@/lib/db/queries/retention"
import { type AccountWork, type ComeBack, finish, unlessGone } from "./change-work"
import { findLateRecord, isOfEvent } from "./set-status"

/** DELETE of the record of a purged registration, unless it has moved on to another event meanwhile. */
export async function purgeRecord(work: AccountWork): Promise<ComeBack> {
  const { context, change } = work
  const registration = change.registrationId
    ? await findRegistration(context.db, change.registrationId)
    : null
  if (!registration) return finish(work)
  const { slug } = await getEvent(context.db, registration.eventId)
  let extraId = registration.gateExtraId
  if (extraId === null) {
    const late = await findLateRecord(work, registration, slug)
    if ("until" in late) return late.until
    extraId = late.extraId
  }
  const record = extraId === null ? null : await unlessGone(context.gate.userExtras.get(extraId))
  if (extraId !== null && record && isOfEvent(record, slug)) {
    await unlessGone(context.gate.userExtras.delete(extraId))
  }
  return finish(work, (tx) => forgetRecord(tx, registration.id))
}
