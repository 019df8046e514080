import type { EventWithQuestions } from "@/lib/domain/event"
import { knownAnswers } from "@/lib/profile/known-answers"
import { accept } from "./accept"
import { advance, withinBudget } from "./advance"
import type { RegistrationContext } from "./context"
import type { RegistrationInput } from "./draft"

/** A visitor waits this long for GATE before the ticket page takes over, in milliseconds. */
const budgetMs = 4_000

/**
 * Gives somebody whose address is proved a place, and as much of GATE as the moment allows. What GATE knows of the person
 * already counts as answered. Answers the registration's id; whatever GATE has not taken yet is the sweeper's.
 * @throws AppError `event_full`, `registration_closed`, `registration_not_open`
 */
export async function register(
  context: RegistrationContext,
  event: EventWithQuestions,
  personId: string,
  input: RegistrationInput & { termsAcceptedAt?: Date },
): Promise<string> {
  const termsAcceptedAt = input.termsAcceptedAt ?? context.clock()
  const known = await knownAnswers(context, personId, event.questions)
  const { registrationId } = await accept(context, event, personId, {
    ...input,
    answers: { ...known, ...input.answers },
    termsAcceptedAt,
  })
  await withinBudget(advance(context, registrationId), budgetMs)
  return registrationId
}
