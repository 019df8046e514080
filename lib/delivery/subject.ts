import type { AppContext } from "@/lib/context"
import { listGuessedCountries } from "@/lib/db/queries/country-guess"
import { getEvent } from "@/lib/db/queries/events"
import { getPerson, type PersonRow } from "@/lib/db/queries/people"
import type { RegistrationRow } from "@/lib/db/queries/registrations"
import type { EventWithQuestions } from "@/lib/domain/event"
import type { Question } from "@/lib/domain/question"
import type { SealedFor } from "./sensitive"

/** Whose answers, to what, are worked on. */
export type Subject = {
  registration: RegistrationRow
  person: PersonRow
  event: EventWithQuestions
  /** ISO codes of countries that count as no answer where GATE says one of them. */
  guessedCountries: string[]
}

export async function loadSubject(
  { db }: Pick<AppContext, "db">,
  registration: RegistrationRow,
): Promise<Subject> {
  const { personId, eventId } = registration
  const person = await getPerson(db, personId)
  const event = await getEvent(db, eventId)
  return completeSubject({ db }, { registration, person, event })
}

/** The same, of what has been read already. Only a question about the country asks what was guessed of it. */
export async function completeSubject(
  { db }: Pick<AppContext, "db">,
  known: Omit<Subject, "guessedCountries">,
): Promise<Subject> {
  const asksCountry = known.event.questions.some(({ field }) => field === "country")
  return { ...known, guessedCountries: asksCountry ? await listGuessedCountries(db, known.person.id) : [] }
}

/** What a sensitive answer is bound to, or null while GATE has no account to bind it to. */
export function sealedFor(person: Pick<PersonRow, "gateUserId">, question: Question): SealedFor | null {
  return person.gateUserId === null ? null : { parent: person.gateUserId, field: question.field }
}
