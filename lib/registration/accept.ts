import { randomBytes } from "node:crypto"
import type { AppContext } from "@/lib/context"
import { deleteDraft, erasedDraft } from "@/lib/db/queries/drafts"
import { versionInForce } from "@/lib/db/queries/event-terms"
import { getEvent } from "@/lib/db/queries/events"
import { owedMail, oweMail } from "@/lib/db/queries/mails"
import { type PersonRow, setPersonName } from "@/lib/db/queries/people"
import {
  appendRegistrationEvent,
  findRegistrationOf,
  insertClaimed,
  insertRegistration,
  type RegistrationRow,
  trailEntries,
} from "@/lib/db/queries/registrations"
import { hasWaitlist, insertWaiting } from "@/lib/db/queries/waitlist"
import { lockPerson } from "@/lib/db/queries/work-lease"
import { AppError } from "@/lib/domain/errors"
import type { EventWithQuestions } from "@/lib/domain/event"
import { eventPhase, refusalIn } from "@/lib/domain/event-phase"
import { isWaiting } from "@/lib/domain/registration"
import { ticketCode } from "@/lib/domain/ticket-code"
import { giveConsent } from "./consent"
import type { RegistrationInput } from "./draft"
import { givePlaceTo } from "./pass-on-places"
import { renew } from "./renew"
import { takePlace } from "./take-place"

/**
 * `claimed`: the registration as it was made, in the hands of the owner that was named. `isDraftErased`: the draft it was
 * made of is gone.
 */
export type Accepted = {
  registrationId: string
  isNew: boolean
  isDraftErased?: boolean
  claimed?: { registration: RegistrationRow; person: PersonRow }
}

/** `needsProof`: nobody has proved the address (see `lib/desk/walk-in.ts`). */
export type AcceptedInput = RegistrationInput & { termsAcceptedAt: Date; needsProof?: boolean }

/** `owner`: who claims a new registration from the start. `draftId`: the challenge of the draft it is made of. */
type Acceptance = { owner?: string; draftId?: string | undefined }

/**
 * Gives a person a place: claims it, writes the journal row, the audit entry and the ticket mail in one transaction.
 * When it returns, nothing may be lost any more. The same person again, or the same submission again, gets the
 * registration there is; a cancelled one becomes theirs again. Nobody claims a new one for `owner` while somebody works on
 * another registration of the person. An organizer gives somebody who waits their place. Where no place is left, whoever said so (`mayWait`) is put on the event's waitlist.
 * @throws AppError as `refusalIn` has them
 */
export async function accept(
  context: AppContext,
  event: EventWithQuestions,
  personId: string,
  input: AcceptedInput,
  acceptance: Acceptance = {},
): Promise<Accepted> {
  const { db } = context
  const refusal = whyNotOpen(context, event)
  // Most who come are new, so the place is asked for first, and only who has one already is looked for.
  const inserted =
    refusal === null ? await insertWithPlaceOrWait(context, event, personId, input, acceptance) : null
  if (inserted) return inserted
  const existing = await findRegistrationOf(db, { eventId: event.id, personId })
  if (existing) await keepConsent(context, event, personId, input)
  const isGiven = existing !== null && isWaiting(existing) && context.actorId !== undefined
  if (existing && existing.step !== "cancelled" && !isGiven)
    return { registrationId: existing.id, isNew: false }
  if (refusal) throw refusal
  if (existing && isGiven) {
    if (await givePlaceTo(context, event, existing, {})) return { registrationId: existing.id, isNew: true }
    // They left, were placed, or the event was cancelled at this moment.
    return accept(context, await getEvent(db, event.id), personId, input, acceptance)
  }
  if (existing) return renew(context, event, existing, input)
  // The submission id belongs to another person's registration: two people used one browser and its Back button.
  return accept(context, event, personId, { ...input, submissionId: context.newId() }, acceptance)
}

/** What was said of the organization's news on the form; nothing where the box was left alone. */
async function keepConsent(
  context: Pick<AppContext, "db" | "clock" | "newId">,
  { organization }: EventWithQuestions,
  personId: string,
  { consentWording: wording }: AcceptedInput,
): Promise<void> {
  if (!wording) return
  await giveConsent(context, { personId, organizationId: organization.id, wording, source: "registration" })
}

/** An organizer lets people in whatever the registration period says, until the event is over or cancelled. */
function whyNotOpen({ clock, actorId }: AppContext, event: EventWithQuestions): AppError | null {
  const phase = eventPhase(event, clock())
  // Whether a place is free is for the update to say that takes it.
  if (phase === "open" || phase === "full" || phase === "waitlist") return null
  if (actorId !== undefined && phase !== "past" && phase !== "cancelled") return null
  return new AppError(refusalIn[phase])
}

async function insertWithPlaceOrWait(
  context: AppContext,
  event: EventWithQuestions,
  personId: string,
  input: AcceptedInput,
  acceptance: Acceptance,
): Promise<Accepted | null> {
  try {
    return await insertWithPlace(context, event, personId, input, acceptance)
  } catch (error) {
    // What was written has been rolled back with the place that was not there.
    if (!input.mayWait || !(error instanceof AppError) || error.code !== "event_full") throw error
    return putOnWaitlist(context, event, personId, input, acceptance)
  }
}

function newRow(context: AppContext, event: EventWithQuestions, personId: string, input: AcceptedInput) {
  const { mayWait, ...typed } = input
  const eventId = event.id
  return {
    ...typed,
    id: context.newId(),
    eventId,
    personId,
    ticketCode: ticketCode(randomBytes(10)),
    createdAt: context.clock(),
    termsVersion: versionInForce(eventId, input.termsAcceptedAt),
  }
}

/**
 * A place that came free since is not missed: it is passed on to whoever waits as soon as somebody does.
 * @throws AppError `event_full` where nobody can wait
 */
async function putOnWaitlist(
  context: AppContext,
  event: EventWithQuestions,
  personId: string,
  input: AcceptedInput,
  { draftId }: Acceptance,
): Promise<Accepted | null> {
  const { db, newId, actorId } = context
  const values = newRow(context, event, personId, input)
  const { id, createdAt: at } = values
  return db.transaction(async (tx) => {
    // Before anything else that others wait for, like `insertClaimed`.
    const person = await lockPerson(tx, personId)
    if (!(await insertWaiting(tx, values))) return null
    if (person?.firstName === "" && person.lastName === "")
      await setPersonName(tx, personId, { firstName: input.firstName, lastName: input.lastName })
    if (!(await hasWaitlist(tx, event.id))) throw new AppError("event_full")
    await keepConsent({ ...context, db: tx }, event, personId, input)
    await appendRegistrationEvent(tx, id, { name: "waitlist.joined", at, actorId })
    await oweMail(tx, { id: newId(), kind: "waitlisted", registrationId: id, runAt: at })
    if (draftId !== undefined) await deleteDraft(tx, draftId)
    return { registrationId: id, isNew: true, isDraftErased: draftId !== undefined }
  })
}

async function insertWithPlace(
  context: AppContext,
  event: EventWithQuestions,
  personId: string,
  input: AcceptedInput,
  { owner, draftId }: Acceptance,
): Promise<Accepted | null> {
  const { db, newId, actorId } = context
  const values = newRow(context, event, personId, input)
  const { id, createdAt: now } = values
  return db.transaction(async (tx) => {
    const claimed = owner === undefined ? null : await insertClaimed(tx, values, owner)
    const isInserted = owner === undefined ? await insertRegistration(tx, values) : claimed !== null
    if (!isInserted) return null
    // Whoever signed in first has told no name until now.
    if (claimed?.person.firstName === "" && claimed.person.lastName === "")
      await setPersonName(tx, personId, { firstName: input.firstName, lastName: input.lastName })
    await keepConsent({ ...context, db: tx }, event, personId, input)
    const along = [
      trailEntries(tx, id, [{ name: "registration.accepted", at: now, actorId }]),
      owedMail(tx, { id: newId(), kind: "ticket", registrationId: id, runAt: now }),
      ...(draftId === undefined ? [] : [erasedDraft(tx, draftId)]),
    ]
    if (!(await takePlace(tx, context, event, id, along))) throw new AppError("event_full")
    const isDraftErased = draftId !== undefined
    return { registrationId: id, isNew: true, isDraftErased, ...(claimed?.isClaimed ? { claimed } : {}) }
  })
}
