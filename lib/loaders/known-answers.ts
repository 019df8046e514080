import "server-only"
import type { PersonRow } from "@/lib/db/queries/people"
import { type EventWithQuestions, questionsAt } from "@/lib/domain/event"
import { type FirstQuestions, firstQuestions } from "@/lib/domain/profile"
import { knownAnswers } from "@/lib/profile/known-answers"
import { runtime } from "@/lib/runtime"

/** What the registration form asks this person: somebody who has signed in is not asked what GATE knows. */
export async function loadFirstQuestions(
  event: EventWithQuestions,
  person: Pick<PersonRow, "id"> | null,
): Promise<FirstQuestions> {
  const questions = questionsAt(event, "registration")
  if (!person) return { asked: questions, filledIn: [], known: {} }
  return firstQuestions(questions, await knownAnswers(await runtime(), person.id, questions))
}
