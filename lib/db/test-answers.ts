import { eq } from "drizzle-orm"
import type { Answers } from "@/lib/domain/answers"
import type { Database } from "./database"
import { answersOf } from "./queries/registrations"
import { registration } from "./schema/registration"

/** Puts answers into the journal, for tests that are not about saving them. */
export async function saveForTest(db: Database, id: string, answers: Answers): Promise<void> {
  await db
    .update(registration)
    .set({ answers: answersOf({ answers, spellings: {} }) })
    .where(eq(registration.id, id))
}

/** Makes a registration one of which an earlier version told GATE the country its browser named. */
export async function setGuessedCountry(db: Database, id: string, guessedCountry: string): Promise<void> {
  await db.update(registration).set({ guessedCountry }).where(eq(registration.id, id))
}
