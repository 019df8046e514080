import type { AppContext } from "@/lib/context"
import { hasOpenChange, insertAccountChange } from "@/lib/db/queries/account"
import { getEvent } from "@/lib/db/queries/events"
import { getPerson } from "@/lib/db/queries/people"
import { appendRegistrationEvent, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { eraseAnswers, forgetRecord } from "@/lib/db/queries/retention"
import { lockPerson } from "@/lib/db/queries/work-lease"
import { settledAt } from "@/lib/domain/account-change"
import { profileErasedMail } from "@/lib/mail/account-mails"
import { type AccountWork, type ComeBack, finish, later, note, tell } from "./change-work"
import { deleteKnownRecords, deleteOtherRecords } from "./records"

/**
 * Erases a person's answers here at once and has GATE delete the records; account and tickets stay (contract §9.9).
 * Asked twice, it happens once. Returns the id of the change, or null when one is under way.
 */
export async function requestErasure(context: AppContext, personId: string): Promise<string | null> {
  const { db, clock, newId, actorId } = context
  const now = clock()
  const id = newId()
  return db.transaction(async (tx) => {
    await lockPerson(tx, personId)
    if (await hasOpenChange(tx, personId, "erase_profile")) return null
    const person = await getPerson(tx, personId)
    const registrations = await listRegistrationsOf(tx, personId)
    const landed = registrations.map(({ extraAttempt }) => settledAt(extraAttempt, context.settleMs) ?? now)
    await insertAccountChange(tx, {
      id,
      personId,
      kind: "erase_profile",
      gateUserId: person.gateUserId,
      extraIds: registrations.flatMap(({ gateExtraId }) => gateExtraId ?? []),
      email: person.email,
      language: person.language,
      createdAt: now,
      // What a lost POST may still make must be there to be deleted.
      runAt: new Date(Math.max(now.getTime(), ...landed.map((at) => at.getTime()))),
    })
    await eraseAnswers(tx, personId, now)
    for (const registration of registrations) {
      await appendRegistrationEvent(tx, registration.id, {
        name: "profile.erasure_requested",
        at: now,
        actorId,
      })
    }
    return id
  })
}

/** Deletes the records of all the events somebody registered for here; what other sites keep in GATE stays. */
export async function eraseProfile(started: AccountWork): Promise<ComeBack> {
  const { context, change } = started
  const all = await listRegistrationsOf(context.db, change.personId)
  const registrations = all.filter(({ erasedAt }) => erasedAt !== null)
  const { gateUserId } = await getPerson(context.db, change.personId)
  // Whoever registered again since may have taken a record along to that event.
  const taken = new Set(
    all.flatMap(({ erasedAt, gateExtraId }) => (erasedAt === null ? (gateExtraId ?? []) : [])),
  )
  const extraIds = change.extraIds.filter((id) => !taken.has(id))
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
