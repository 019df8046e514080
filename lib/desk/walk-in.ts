import type { AppContext, WhenFull } from "@/lib/context"
import { isKnownTo } from "@/lib/db/queries/attendee-detail"
import type { SpelledAnswers } from "@/lib/domain/answers"
import { AppError } from "@/lib/domain/errors"
import { localeOf } from "@/lib/domain/locale"
import { type EventScope, requirePermission } from "@/lib/organizers/scope"
import { type Accepted, accept } from "@/lib/registration/accept"
import { introduce } from "@/lib/registration/sign-in"
import { actAs, type FullEvent, readFullEvent } from "./attendee"
import { checkIn } from "./check-in"

/** A walk-in form that passed validation. `submissionId` was made when the form was rendered. */
export type WalkIn = SpelledAnswers & {
  submissionId: string
  firstName: string
  lastName: string
  email: string
  /** Of the person's pages and mails. */
  language: string
  isHere: boolean
  /** What to do when every place is taken, once the organizer was asked. */
  whenFull?: WhenFull | undefined
}

/**
 * `isNew` is false for somebody who had a place already: nothing of theirs was changed. Whoever waits gets theirs. `full`: nobody was added, because
 * every place is taken and the organizer was not asked about that yet, or it is not as they were told any more.
 */
export type Added =
  | { kind: "added"; registrationId: string; isNew: boolean }
  | { kind: "full"; full: FullEvent }

/**
 * Registers somebody by hand through the onboarding everybody takes: a place, the ticket mail, then GATE. An organizer
 * needs no registration period, only an event that is not over, and may go over its capacity.
 *
 * Nobody has proved the address. So a GATE account that is there already is not taken for it (reliability G2), unless
 * this organization has a record of the person anyway: the place, the ticket and the check-in count at once, and GATE
 * waits until the person signs in with the address. A new account is made at once. Nothing GATE knows of a person is
 * filled in, because an organizer who types an address must not see what its owner told others.
 * @throws AppError `event_over`, `event_cancelled`
 */
export async function addWalkIn(context: AppContext, scope: EventScope, input: WalkIn): Promise<Added> {
  requirePermission(scope, "edit")
  const { email, isHere, whenFull, ...typed } = input
  const acting = actAs(context, scope, whenFull)
  const person = await introduce(acting, email, input)
  const organizationId = scope.organization.id
  const added = await unlessFull(
    accept(acting, scope.event, person.id, {
      ...typed,
      locale: localeOf(input.language),
      termsAcceptedAt: context.clock(),
      needsProof: !(await isKnownTo(context.db, { organizationId, personId: person.id })),
    }),
  )
  if (!added) return { kind: "full", full: await readFullEvent(context, scope) }
  if (isHere) await checkIn(context, scope, added.registrationId)
  return { kind: "added", ...added }
}

async function unlessFull(accepted: Promise<Accepted>): Promise<Accepted | null> {
  try {
    return await accepted
  } catch (error) {
    if (error instanceof AppError && error.code === "event_full") return null
    throw error
  }
}
