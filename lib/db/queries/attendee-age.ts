import { type SQL, sql } from "drizzle-orm"
import { attendeeAnswer } from "../schema/attendee-answer"
import { registration } from "../schema/registration"

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

/**
 * Whoever may be of an age between two, both included, by the index of `attendee_answer`: everybody of whom `ageOf` says
 * so, and perhaps others, so it is asked beside `ageOf` and never instead.
 */
export function mayBeAged(
  { birthdayKey, ageKey, day }: AgeRequest,
  eventId: string,
  { first, last }: { first: number; last: number },
): SQL {
  // Somebody who is `age` years old on the event's day was born on this day of their year, or within a year before.
  const born = (age: number) => `${String(Number(day.slice(0, 4)) - age).padStart(4, "0")}${day.slice(4)}`
  const { value, questionKey, registrationId } = attendeeAnswer
  const answered = (key: string, range: SQL) =>
    sql`select ${registrationId} from ${attendeeAnswer}
      where ${attendeeAnswer.eventId} = ${eventId} and ${questionKey} = ${key} and ${range}`
  const padded = (age: number) => sql`attendee_sort_value('whole_number', ${String(age)})`
  const answers = [
    ...(birthdayKey === null
      ? []
      : [answered(birthdayKey, sql`${value} > ${born(last + 1)} and ${value} <= ${born(first)}`)]),
    ...(ageKey === null
      ? []
      : [answered(ageKey, sql`${value} between ${padded(first)} and ${padded(last)}`)]),
  ]
  return answers.length === 0
    ? sql`false`
    : sql`${registration.id} in (${sql.join(answers, sql` union all `)})`
}
