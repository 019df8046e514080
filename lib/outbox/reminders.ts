import type { AppContext } from "@/lib/context"
import { getEvent } from "@/lib/db/queries/events"
import { insertMailJob } from "@/lib/db/queries/mails"
import { findPerson } from "@/lib/db/queries/people"
import { findRegistration, type RegistrationRow } from "@/lib/db/queries/registrations"
import { listReminderCandidates } from "@/lib/db/queries/reminders"
import type { EventWithQuestions } from "@/lib/domain/event"
import { questionsToRemindOf, quietMs, remindAheadMs } from "@/lib/domain/reminder"

const batchSize = 200

async function isDue(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  registration: RegistrationRow | null,
): Promise<boolean> {
  if (!registration) return false
  const event = await getEvent(db, registration.eventId)
  return !event.cancelledAt && questionsToRemindOf(event.questions, registration.answers, clock()).length > 0
}

/**
 * Owes one reminder to everybody who has required questions open that are needed within a week and who registered at
 * least three days ago. It is owed once for each registration, however often this runs.
 */
export async function oweReminders(context: Pick<AppContext, "db" | "clock" | "newId">): Promise<void> {
  const { db, clock, newId } = context
  const now = clock()
  const needBefore = new Date(now.getTime() + remindAheadMs)
  const registeredBefore = new Date(now.getTime() - quietMs)
  let after: string | null = null
  for (;;) {
    const window = { now, needBefore, registeredBefore, after, limit: batchSize }
    const candidates: string[] = await listReminderCandidates(db, window)
    for (const registrationId of candidates) {
      if (await isDue(context, await findRegistration(db, registrationId))) {
        await insertMailJob(db, { id: newId(), kind: "reminder", registrationId, runAt: now })
      }
    }
    after = candidates.at(-1) ?? null
    if (candidates.length < batchSize) return
  }
}

/** What a reminder says now; null when everything is answered, the dates are past, or the person wants none. */
export async function reminderNow(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  registration: RegistrationRow,
  event: EventWithQuestions,
) {
  const person = await findPerson(db, registration.personId)
  if (!person || person.remindersOffAt || registration.step !== "finished") return null
  const questions = questionsToRemindOf(event.questions, registration.answers, clock())
  const needBy = questions[0]?.needBy
  return needBy ? { person, questions, needBy } : null
}
