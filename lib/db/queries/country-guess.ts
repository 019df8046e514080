import { type SQL, type SQLWrapper, sql } from "drizzle-orm"
import type { Database } from "../database"
import { question } from "../schema/event"
import { registration } from "../schema/registration"

/**
 * Countries that an earlier version told GATE for a person because their browser named them, and that none of the
 * person's answers names: where a record of theirs says one of these, nobody has said it.
 */
export function guessedCountriesOf(personId: SQLWrapper): SQL<string[]> {
  return sql<string[]>`array(
    select distinct guess.guessed_country from ${registration} as guess
    where guess.person_id = ${personId} and guess.guessed_country is not null and not exists (
      select from ${registration} as said
      join ${question} as asked on asked.event_id = said.event_id and asked.field = 'country'
      where said.person_id = guess.person_id and said.answers ->> asked.key = guess.guessed_country))`
}

/** ISO codes of what `guessedCountriesOf` says. */
export async function listGuessedCountries(db: Database, personId: string): Promise<string[]> {
  const [row] = await db
    .select({ codes: guessedCountriesOf(sql`${personId}::uuid`) })
    .from(sql`(values (1)) as one (n)`)
  return row?.codes ?? []
}
