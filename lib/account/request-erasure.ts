import type { AppContext } from "@/lib/context"
import { hasOpenTask, insertGateTask } from "@/lib/db/queries/gate-tasks"
import { getPerson } from "@/lib/db/queries/people"
import { appendRegistrationEvent, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { eraseAnswers } from "@/lib/db/queries/retention"
import { lockPerson } from "@/lib/db/queries/work-lease"
import { settledAt } from "@/lib/domain/gate-task"

/**
 * Erases a person's answers here at once and has GATE delete the records; account and tickets stay (contract §9.9).
 * Asked twice, it happens once. Returns the id of the task, or null when one is under way.
 */
export async function requestErasure(context: AppContext, personId: string): Promise<string | null> {
  const { db, clock, newId, actorId } = context
  const now = clock()
  const id = newId()
  return db.transaction(async (tx) => {
    await lockPerson(tx, personId)
    if (await hasOpenTask(tx, personId, "erase_profile")) return null
    const person = await getPerson(tx, personId)
    const registrations = await listRegistrationsOf(tx, personId)
    const landed = registrations.map(({ extraAttempt }) => settledAt(extraAttempt, context.settleMs) ?? now)
    await insertGateTask(tx, {
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
