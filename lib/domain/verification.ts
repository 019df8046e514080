import { isSensitive, type Question } from "./question"

/** `number`: the number was shown and compared; `document`: a document was seen in person. */
export const verificationMethods = ["number", "document"] as const

export type VerifiedBy = (typeof verificationMethods)[number]

/** Of one sensitive question somebody is asked: no answer yet, one nobody has looked at, one that was found right. */
export const verificationStates = ["missing", "open", "verified"] as const

export type VerificationState = (typeof verificationStates)[number]

/** The facet of the attendee list that says it, and the list's column of the same name. */
export function verificationFacet(questionKey: string): string {
  return `verified.${questionKey}`
}

/** Questions whose answers are verified: those nobody can see by the way. */
export function verifiedQuestions(questions: Question[]): Question[] {
  return questions.filter(isSensitive)
}
