import type { SpelledAnswers } from "./answers"
import type { Question } from "./question"

/** One answer entered again that is not the one that counts; `seen` is what a save of it is compared with. */
type EnteredAgain = { question: Question; before: string | null; seen: string }

/** Where the form that takes over says which name its page showed. A question's own key has no dot. */
export const shownNameField = "ticket.name"

/** What somebody entered who registered for an event they have a ticket for. */
export type RepeatedRegistration = {
  /** As it was entered now. */
  entered: SpelledAnswers
  differing: EnteredAgain[]
  /** The other name that was entered; the ticket keeps its own until the person says otherwise. */
  otherName: string | null
  /** Why it cannot be put on the ticket; null: it can. */
  nameStays: "checked_in" | "too_often" | null
  /** Whether answers can still be changed. */
  isOpen: boolean
}
