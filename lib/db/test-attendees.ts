import { randomUUID } from "node:crypto"
import { eq, inArray, sql } from "drizzle-orm"
import type { Answers } from "@/lib/domain/answers"
import type { RegistrationStep } from "@/lib/domain/registration"
import type { Database } from "./database"
import { answersOf } from "./queries/registrations"
import { event } from "./schema/event"
import { person } from "./schema/person"
import { registration } from "./schema/registration"

export type TestAttendee = {
  firstName?: string
  lastName?: string
  email?: string
  ticketCode?: string
  answers?: Answers
  createdAt?: Date
  checkedInAt?: Date | null
  badgePrintedAt?: Date | null
  step?: RegistrationStep
  erasedAt?: Date
  locale?: string
  country?: string
}

let made = 0

/** Registers people at once, without mails or GATE: what the list shows comes from the triggers alone. */
export async function insertTestAttendees(
  db: Database,
  eventId: string,
  attendees: TestAttendee[],
): Promise<string[]> {
  const at = new Date("2027-01-10T12:00:00Z")
  const rows = attendees.map(({ email, ...given }) => {
    made += 1
    const name = { firstName: "Ana", lastName: "Reyes" }
    return {
      ...{ email: email ?? `a${made}@example.org`, ...name, answers: {}, createdAt: at, ...given },
      ...{ id: randomUUID(), personId: randomUUID(), gateUsername: `test-${made}` },
      ticketCode: given.ticketCode ?? String(made).padStart(10, "0"),
    }
  })
  await db
    .update(event)
    .set({ taken: sql`${event.taken} + ${rows.length}` })
    .where(eq(event.id, eventId))
  await db.insert(person).values(rows.map(({ personId, ...row }) => ({ ...row, id: personId })))
  await db.insert(registration).values(
    rows.map(({ step = "finished" as const, answers, ...row }) => ({
      ...{ locale: "en", ...row, answers: answersOf({ answers, spellings: {} }) },
      ...{ eventId, step, submissionId: randomUUID(), termsAcceptedAt: at, runAt: at },
    })),
  )
  return rows.map(({ id }) => id)
}

/** How complete the database holds some profiles to be, in percent, in the order of `ids`. */
export async function readCompletion(db: Database, ids: string[]): Promise<(number | undefined)[]> {
  const { id, completion } = registration
  const rows = await db.select({ id, completion }).from(registration).where(inArray(id, ids))
  return ids.map((wanted) => rows.find((row) => row.id === wanted)?.completion)
}
