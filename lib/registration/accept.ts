import { randomBytes } from "node:crypto"
import { renew } from "@/lib/account/renew"
import { termsVersionAt } from "@/lib/db/queries/event-terms"
import { insertMailJob } from "@/lib/db/queries/mails"
import {
  appendRegistrationEvent,
  findRegistrationOf,
  insertRegistration,
  type RegistrationRow,
} from "@/lib/db/queries/registrations"
import { AppError } from "@/lib/domain/errors"
import { type EventWithQuestions, registrability } from "@/lib/domain/event"
import { ticketCode } from "@/lib/domain/ticket-code"
import type { RegistrationContext } from "./context"
import type { RegistrationInput } from "./draft"
import { takePlace } from "./take-place"

export type Accepted = { registrationId: string; isNew: boolean }

/** `needsProof`: nobody has proved the address (see `lib/attendees/walk-in.ts`). */
export type AcceptedInput = RegistrationInput & { termsAcceptedAt: Date; needsProof?: boolean }

/**
 * Gives a person a place: claims it, writes the journal row, the audit entry and the ticket mail in one transaction.
 * When it returns, nothing may be lost any more. The same person again, or the same submission again, gets the
 * registration there is; a cancelled one becomes theirs again.
 * @throws AppError `event_full`, `registration_closed`, `registration_not_open`
 */
export async function accept(
  context: RegistrationContext,
  event: EventWithQuestions,
  personId: string,
  input: AcceptedInput,
): Promise<Accepted> {
  const { db } = context
  const existing = await findRegistrationOf(db, { eventId: event.id, personId })
  if (existing && existing.step !== "cancelled") return { registrationId: existing.id, isNew: false }
  checkOpen(context, event)
  if (existing) return renew(context, event, existing, input)
  const inserted = await insertWithPlace(context, event, personId, input)
  if (inserted) return { registrationId: inserted, isNew: true }
  const rival = await findRegistrationOf(db, { eventId: event.id, personId })
  if (rival) return { registrationId: rival.id, isNew: false }
  // The submission id belongs to another person's registration: two people used one browser and its Back button.
  return accept(context, event, personId, { ...input, submissionId: context.newId() })
}

/** An organizer lets people in whatever the registration period says, until the event is over. */
function checkOpen({ clock, actorId }: RegistrationContext, event: EventWithQuestions): void {
  const now = clock()
  if (actorId !== undefined) {
    if (now >= event.endsAt) throw new AppError("registration_closed")
    return
  }
  const state = registrability(event, now)
  if (state === "closed") throw new AppError("registration_closed")
  if (state === "not_open") throw new AppError("registration_not_open")
}

async function insertWithPlace(
  context: RegistrationContext,
  event: EventWithQuestions,
  personId: string,
  input: AcceptedInput,
): Promise<RegistrationRow["id"] | null> {
  const { db, clock, newId, actorId } = context
  const eventId = event.id
  const now = clock()
  const id = newId()
  return db.transaction(async (tx) => {
    const values = {
      ...input,
      id,
      eventId,
      personId,
      ticketCode: ticketCode(randomBytes(10)),
      createdAt: now,
      termsVersion: await termsVersionAt(tx, eventId, input.termsAcceptedAt),
    }
    if (!(await insertRegistration(tx, values))) return null
    await appendRegistrationEvent(tx, id, { name: "registration.accepted", at: now, actorId })
    if (!(await takePlace(tx, context, event, id))) throw new AppError("event_full")
    await insertMailJob(tx, { id: newId(), kind: "ticket", registrationId: id, runAt: now })
    return id
  })
}
