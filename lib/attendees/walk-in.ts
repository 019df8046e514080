import { isKnownTo } from "@/lib/db/queries/attendee-detail"
import type { Answers } from "@/lib/domain/answers"
import { localeOf } from "@/lib/domain/locale"
import type { EventScope } from "@/lib/organizers/scope"
import { accept } from "@/lib/registration/accept"
import type { RegistrationContext } from "@/lib/registration/context"
import { introduce } from "@/lib/registration/sign-in"
import { actAs, requirePermission } from "./attendee"
import { checkIn } from "./check-in"

/** A walk-in form that passed validation. `submissionId` was made when the form was rendered. */
export type WalkIn = {
  submissionId: string
  firstName: string
  lastName: string
  email: string
  answers: Answers
  /** Of the person's pages and mails. */
  language: string
  isHere: boolean
}

/** `isNew` is false for somebody who had a place already: nothing of theirs was changed. */
export type Added = { registrationId: string; isNew: boolean }

/**
 * Registers somebody by hand through the onboarding everybody takes: a place, the ticket mail, then GATE. An organizer
 * does not need the registration period, only a free place and an event that is not over.
 *
 * Nobody has proved the address. So a GATE account that is there already is not taken for it (architecture §6.5), unless
 * this organization has a record of the person anyway: the place, the ticket and the check-in count at once, and GATE
 * waits until the person signs in with the address. A new account is made at once. Nothing GATE knows of a person is
 * filled in, because an organizer who types an address must not see what its owner told others.
 * @throws AppError `event_full`, `registration_closed`
 */
export async function addWalkIn(
  context: RegistrationContext,
  scope: EventScope,
  input: WalkIn,
): Promise<Added> {
  requirePermission(scope, "edit")
  const { email, isHere, ...typed } = input
  const acting = actAs(context, scope)
  const person = await introduce(acting, email, input)
  const organizationId = scope.organization.id
  const added = await accept(acting, scope.event, person.id, {
    ...typed,
    locale: localeOf(input.language),
    termsAcceptedAt: context.clock(),
    needsProof: !(await isKnownTo(context.db, { organizationId, personId: person.id })),
  })
  if (isHere) await checkIn(context, scope, added.registrationId)
  return added
}
