import type { AppContext } from "@/lib/context"
import { blankPerson, deleteSessionsOf, forgetAddress } from "@/lib/db/queries/account"
import { deleteCalendarFeed } from "@/lib/db/queries/calendar-feeds"
import { surrenderRegistrations } from "@/lib/db/queries/cancellation"
import { finishOpenTasks, insertGateTask } from "@/lib/db/queries/gate-tasks"
import { deleteConsents } from "@/lib/db/queries/marketing"
import { forgetNetworkPasses } from "@/lib/db/queries/network-passes"
import { getPerson } from "@/lib/db/queries/people"
import { appendRegistrationEvent, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { blankRegistrations } from "@/lib/db/queries/retention"
import { leaveTeams } from "@/lib/db/queries/team"
import { forgetApplePassesOf } from "@/lib/db/queries/wallet-passes"
import { lockPerson } from "@/lib/db/queries/work-lease"
import { settledAt } from "@/lib/domain/gate-task"

/** Their other wishes go with the account; a status, an address or a name is nobody's business any more. */
const superseded = [
  "set_status",
  "change_email",
  "change_name",
  "erase_profile",
  "hand_over_record",
  "set_network_pass",
] as const

function latest(dates: (Date | null)[]): Date {
  return new Date(Math.max(...dates.map((date) => date?.getTime() ?? 0)))
}

/**
 * Ends an account here at once, in one transaction: signed out everywhere, places given back, everything personal
 * erased. What GATE still has is deleted by the task whose id this returns; it keeps the address until the last mail.
 */
export async function requestDeletion(context: AppContext, personId: string): Promise<string> {
  const { db, clock, newId, settleMs } = context
  const now = clock()
  const id = newId()
  await db.transaction(async (tx) => {
    await lockPerson(tx, personId)
    const person = await getPerson(tx, personId)
    const registrations = await listRegistrationsOf(tx, personId)
    const isUserUnknown = person.gateUserId === null && person.userAttempt.startedAt !== null
    const landed = [person.userAttempt, ...registrations.map(({ extraAttempt }) => extraAttempt)].map(
      (attempt) => settledAt(attempt, settleMs),
    )
    await finishOpenTasks(tx, personId, [...superseded], now)
    await insertGateTask(tx, {
      id,
      personId,
      kind: "delete_account",
      gateUserId: person.gateUserId,
      gateUsername: isUserUnknown ? person.gateUsername : null,
      extraIds: registrations.flatMap(({ gateExtraId }) => gateExtraId ?? []),
      email: person.email,
      language: person.language,
      createdAt: now,
      runAt: latest([now, ...landed]),
    })
    await surrenderRegistrations(tx, personId, now)
    await blankRegistrations(tx, personId)
    await forgetNetworkPasses(tx, personId)
    await deleteCalendarFeed(tx, personId)
    await leaveTeams(tx, person)
    await forgetApplePassesOf(tx, { personId })
    await deleteConsents(tx, personId)
    for (const registration of registrations) {
      await appendRegistrationEvent(tx, registration.id, { name: "account.deletion_requested", at: now })
    }
    await deleteSessionsOf(tx, personId)
    await forgetAddress(tx, person.email)
    await blankPerson(tx, personId)
  })
  return id
}
