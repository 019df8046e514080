import type { Answers } from "./answers"
import type { Event } from "./event"
import type { Question } from "./question"

/** A visit asks this many questions at most. */
export const mostAtOnce = 4

/** What a profile is about: the questions of later visits, and those of the first one that must have an answer. */
export function profileQuestions(questions: Question[]): Question[] {
  return questions.filter((question) => question.stage === "profile" || question.required)
}

/** Until when answers may be changed: the person's own exception, the event's date, or its start. */
export function editDeadline(
  registration: { editDeadline: Date | null },
  event: Pick<Event, "editDeadline" | "startsAt">,
): Date {
  return registration.editDeadline ?? event.editDeadline ?? event.startsAt
}

/** Whether a question is asked at all, given the answers so far. A multiple choice matches by any of its values. */
export function isShown({ showIf }: Pick<Question, "showIf">, answers: Answers): boolean {
  if (!showIf) return true
  const chosen = answers[showIf.key]?.split(",") ?? []
  return chosen.some((value) => showIf.values.includes(value))
}

/** Those of these answers that no other one denies, in the order of the questions. */
export function shownAnswers(questions: Question[], answers: Answers): Answers {
  const shown = { ...answers }
  for (const question of questions) if (!isShown(question, shown)) delete shown[question.key]
  return shown
}

/** `filledIn`: those of the known answers that the form shows, to be changed where they are no longer true. */
export type FirstQuestions = { asked: Question[]; filledIn: Question[]; known: Answers }

/**
 * What a registration form asks somebody of whom this is known. A question that depends on one the form asks is on it;
 * so is a required one that depends on an answer filled in, which may be changed.
 */
export function firstQuestions(questions: Question[], known: Answers): FirstQuestions {
  const unknown = questions.filter(({ key }) => !(key in known))
  const isOpen = ({ showIf }: Question) => unknown.some(({ key }) => key === showIf?.key)
  const isOnForm = (question: Question) => isOpen(question) || isShown(question, known)
  const filledIn = questions.filter((question) => question.key in known && isOnForm(question))
  const mayBecomeDue = ({ required, showIf }: Question) =>
    required && filledIn.some(({ key }) => key === showIf?.key)
  return {
    asked: unknown.filter((question) => isOnForm(question) || mayBecomeDue(question)),
    filledIn,
    known,
  }
}

function byUrgency(a: Question, b: Question): number {
  if (a.required !== b.required) return a.required ? -1 : 1
  const [first, second] = [
    a.needBy?.getTime() ?? Number.POSITIVE_INFINITY,
    b.needBy?.getTime() ?? Number.POSITIVE_INFINITY,
  ]
  return first === second ? 0 : first - second
}

/** Questions that apply and have no answer: required ones first, then by the day they are needed, then in order. */
export function openQuestions(questions: Question[], answers: Answers): Question[] {
  return questions
    .filter((question) => isShown(question, answers) && !(question.key in answers))
    .sort(byUrgency)
}

/**
 * What the next page of a visit asks: two to four questions, and never a lonely last one where it can be helped.
 * `skipped` are the keys passed over in this visit.
 */
export function nextQuestions(
  questions: Question[],
  answers: Answers,
  skipped: ReadonlySet<string>,
): Question[] {
  const open = openQuestions(questions, answers).filter((question) => !skipped.has(question.key))
  const size = open.length === mostAtOnce + 1 ? mostAtOnce - 1 : mostAtOnce
  return open.slice(0, size)
}

/** How many of the questions that apply are answered. */
export function progress(questions: Question[], answers: Answers): { answered: number; total: number } {
  const shown = questions.filter((question) => isShown(question, answers))
  return { answered: shown.filter((question) => question.key in answers).length, total: shown.length }
}
