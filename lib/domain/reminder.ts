import type { Answers } from "./answers"
import { openQuestions } from "./profile"
import type { Question } from "./question"

const dayMs = 24 * 60 * 60_000

/** Questions needed within this time are reminded of. */
export const remindAheadMs = 7 * dayMs

/** Nobody is reminded sooner after registering. */
export const quietMs = 3 * dayMs

/** Required questions without an answer that are needed within a week, the most urgent first; none after their date. */
export function questionsToRemindOf(questions: Question[], answers: Answers, now: Date): Question[] {
  const until = now.getTime() + remindAheadMs
  return openQuestions(questions, answers).filter(({ required, needBy }) => {
    const at = needBy?.getTime()
    return required && at !== undefined && at > now.getTime() && at <= until
  })
}
