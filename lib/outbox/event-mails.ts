import type { AppContext } from "@/lib/context"
import { listMailingEvents, oweEventMail } from "@/lib/db/queries/event-mails"
import type { PersonRow } from "@/lib/db/queries/people"
import type { RegistrationRow } from "@/lib/db/queries/registrations"
import type { Event } from "@/lib/domain/event"
import { type EventMail, isMailTime, mailWindow } from "@/lib/domain/event-mail"
import { isOff } from "@/lib/domain/registration"

/** Mails owed in one statement: a quarter of a second on the embedded database, which does nothing else meanwhile. */
const batchSize = 500

const dayMs = 24 * 60 * 60_000

/**
 * Where an event is seen from its mail, whatever its zone: how far away it begins, or how long ago it ended, at most.
 */
const near = {
  day_before: { edge: "startsAt", from: 0, until: 2 * dayMs },
  thanks: { edge: "endsAt", from: -4 * dayMs, until: 0 },
} as const

/**
 * Owes everybody with a ticket the reminder of the day before and the thanks of the day after, when it is their hour.
 * Each is owed once, however often this runs and wherever it ends.
 */
export async function oweEventMails({
  db,
  clock,
  newId,
  messagesPerMinute,
}: Pick<AppContext, "db" | "clock" | "newId" | "messagesPerMinute">): Promise<void> {
  for (const kind of ["day_before", "thanks"] as const) {
    const now = clock()
    const { edge, from, until } = near[kind]
    const at = (ms: number) => new Date(now.getTime() + ms)
    const events = await listMailingEvents(db, edge, { from: at(from), until: at(until) })
    for (const event of events.filter((each) => isMailTime(kind, each, now))) {
      const owing = { eventId: event.id, kind, from: mailWindow(kind, event).from, newId }
      let after: string | null = null
      let owed = 0
      for (;;) {
        const first = owed
        const dueAt = (place: number) => at(((first + place) * 60_000) / messagesPerMinute)
        const batch = await oweEventMail(db, { ...owing, after, limit: batchSize, dueAt })
        if (!batch) break
        after = batch.last
        owed += batch.count
      }
    }
  }
}

/** Whether an owed mail of an event still says what is so, to somebody who wants it. */
export function isEventMailDue(
  kind: EventMail,
  {
    event,
    registration,
    person,
  }: {
    event: Event
    registration: Pick<RegistrationRow, "step" | "erasedAt" | "purgedAt">
    person: Pick<PersonRow, "remindersOffAt">
  },
  now: Date,
): boolean {
  if (isOff(registration, event) || registration.purgedAt || person.remindersOffAt) return false
  return isMailTime(kind, event, now)
}
