import type { AppContext } from "@/lib/context"
import { deleteDraft } from "@/lib/db/queries/drafts"
import { advance, advanceClaimed, newClaim, withinBudget } from "@/lib/delivery/advance"
import type { EventWithQuestions } from "@/lib/domain/event"
import { shownAnswers } from "@/lib/domain/profile"
import { knownAnswers } from "@/lib/profile/known-answers"
import { accept } from "./accept"
import type { RegistrationInput } from "./draft"
import { keepResubmission } from "./resubmission"

/** A visitor waits this long for GATE before the ticket page takes over, in milliseconds. */
const budgetMs = 4_000

/**
 * Gives somebody whose address is proved a place, and as much of GATE as the moment allows. What GATE knows of the
 * person already counts as answered, unless another answer says that it does not apply. Whoever has a ticket keeps it
 * as it is, and what they entered now for a choice of theirs. `hasAccount: false`: GATE knows nothing of the person
 * yet. `draftId`: the challenge of the draft that this was, to be erased. Returns the registration's id; what GATE has
 * not taken by then is the sweeper's.
 * @throws AppError as `accept`
 */
export async function register(
  context: AppContext,
  event: EventWithQuestions,
  personId: string,
  input: RegistrationInput & { termsAcceptedAt?: Date },
  { hasAccount = true, draftId }: { hasAccount?: boolean; draftId?: string } = {},
): Promise<string> {
  const termsAcceptedAt = input.termsAcceptedAt ?? context.clock()
  const known = hasAccount ? await knownAnswers(context, personId, event.questions) : {}
  const answers = shownAnswers(event.questions, { ...known, ...input.answers })
  const owner = newClaim(context)
  const entered = { ...input, answers, termsAcceptedAt }
  const accepted = await accept(context, event, personId, entered, { owner, draftId })
  const { registrationId, isNew, isDraftErased, claimed } = accepted
  if (!isNew) await keepResubmission(context, registrationId, input)
  const work = claimed
    ? advanceClaimed({ ...context, owner }, claimed.registration, { person: claimed.person, event })
    : advance(context, registrationId)
  await withinBudget(work, budgetMs)
  if (draftId !== undefined && !isDraftErased) await deleteDraft(context.db, draftId)
  return registrationId
}
