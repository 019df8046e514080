import "server-only"
import type { PersonRow } from "@/lib/db/queries/people"
import type { Answers } from "@/lib/domain/answers"
import { type EventWithQuestions, questionsAt } from "@/lib/domain/event"
import { isShown } from "@/lib/domain/profile"
import type { Question } from "@/lib/domain/question"
import { knownAnswers } from "@/lib/profile/known-answers"
import { runtime } from "@/lib/runtime"

/** `filledIn`: those of the known answers that the form shows, to be changed where they are no longer true. */
export type FirstQuestions = { asked: Question[]; filledIn: Question[]; known: Answers }

/** What the registration form asks this person: somebody who has signed in is not asked what GATE knows. */
export async function loadFirstQuestions(
  event: EventWithQuestions,
  person: Pick<PersonRow, "id"> | null,
): Promise<FirstQuestions> {
  const questions = questionsAt(event, "registration")
  if (!person) return { asked: questions, filledIn: [], known: {} }
  const known = await knownAnswers(await runtime(), person.id, questions)
  const unknown = questions.filter(({ key }) => !(key in known))
  const isOpen = ({ showIf }: Question) => unknown.some(({ key }) => key === showIf?.key)
  return {
    asked: unknown.filter((question) => isOpen(question) || isShown(question, known)),
    filledIn: questions.filter((question) => question.key in known && isShown(question, known)),
    known,
  }
}
