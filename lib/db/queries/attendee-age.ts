import { type SQL, sql } from "drizzle-orm"

export type AgeRequest = {
  /** The day of the event, `2027-05-14`. */
  day: string
  /** Keys of the questions that hold a date of birth and an age. */
  birthdayKey: string | null
  ageKey: string | null
}

/**
 * The age on the day of the event as text, of a row that has `answers`; null where nobody can tell. Nothing is cast
 * that is no number: what others wrote in GATE may be no date.
 */
export function ageOf({ birthdayKey, ageKey, day }: AgeRequest): SQL {
  const age =
    ageKey === null
      ? sql`null`
      : sql`case when answers ->> ${ageKey} ~ '^[0-9]{1,3}$' then answers ->> ${ageKey} end`
  if (birthdayKey === null) return age
  const birthday = sql`answers ->> ${birthdayKey}`
  return sql`coalesce(case when ${birthday} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
    (left(${day}, 4)::int - left(${birthday}, 4)::int
      - case when right(${birthday}, 5) > right(${day}, 5) then 1 else 0 end)::text end, ${age})`
}
