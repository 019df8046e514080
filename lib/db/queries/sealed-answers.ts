import { and, eq, inArray } from "drizzle-orm"
import type { Answers } from "@/lib/domain/answers"
import type { Database } from "../database"
import { person } from "../schema/person"
import { registration } from "../schema/registration"

export type SealedAnswers = { id: string; answers: Answers; gateUserId: string | null }

/** Answers of attendees of one event with the GATE account that sensitive ones are sealed for, in no order. */
export async function listSealedAnswers(
  db: Database,
  eventId: string,
  ids: string[],
): Promise<SealedAnswers[]> {
  if (ids.length === 0) return []
  return db
    .select({ id: registration.id, answers: registration.answers, gateUserId: person.gateUserId })
    .from(registration)
    .innerJoin(person, eq(person.id, registration.personId))
    .where(and(eq(registration.eventId, eventId), inArray(registration.id, ids)))
}
