import type { AppContext } from "@/lib/context"
import type { Transaction } from "@/lib/db/database"
import {
  claimCheckIn,
  findTicket,
  listAddresses,
  releaseCheckIn,
  setBadgePrinted,
} from "@/lib/db/queries/check-in"
import { appendRegistrationEvent, type RegistrationRow } from "@/lib/db/queries/registrations"
import { recordStatusChange } from "@/lib/delivery/set-status"
import type { CheckInOutcome, DoorAttendee } from "@/lib/domain/check-in"
import type { EventWithQuestions } from "@/lib/domain/event"
import { isGone, isWaiting } from "@/lib/domain/registration"
import { readTicketCode } from "@/lib/domain/ticket-code"
import type { TrailName } from "@/lib/domain/trail"
import { allows, type EventScope, requirePermission } from "@/lib/organizers/scope"
import { findAttendee } from "./attendee"

/** Which event's door, and which organizer stands at it. */
export type Door = { event: EventWithQuestions; personId: string }

function doorAttendee({ id, firstName, lastName, ticketCode: code }: RegistrationRow): DoorAttendee {
  return { id, code, name: `${firstName} ${lastName}`.trim() }
}

/** Writes a change of status together with its audit entry and what GATE is owed. */
async function note(
  tx: Transaction,
  context: AppContext,
  { event, personId }: Door,
  registration: RegistrationRow,
  name: TrailName,
): Promise<void> {
  await appendRegistrationEvent(tx, registration.id, { name, at: context.clock(), actorId: personId })
  await recordStatusChange(tx, context, registration, event)
}

/** Why somebody cannot be let in who could not be, from what is there now. */
async function explain(context: AppContext, scope: EventScope, id: string): Promise<CheckInOutcome> {
  const registration = await findAttendee(context, scope, id)
  if (!registration) return { kind: "unknown_code" }
  const attendee = doorAttendee(registration)
  const { step, checkedInAt, checkedInBy } = registration
  if (step === "cancelled") return { kind: "cancelled", attendee }
  if (isWaiting(registration)) return { kind: "waiting", attendee }
  if (isGone(registration)) return { kind: "removed", attendee }
  // Taken back between the two looks: the door asks again.
  if (!checkedInAt) return checkIn(context, scope, id)
  const mayRead = checkedInBy !== null && allows(scope, "view")
  const by = mayRead ? (await listAddresses(context.db, [checkedInBy])).get(checkedInBy) : null
  return { kind: "already", attendee, at: checkedInAt, by: by ?? null }
}

/**
 * Lets in the attendee of one ticket, within the caller's transaction: one conditional update, so that of any number of
 * scans at once one counts. False when there is nothing to claim.
 */
export async function checkInWithin(
  tx: Transaction,
  context: AppContext,
  door: Door,
  registration: RegistrationRow,
): Promise<boolean> {
  const attendee = { eventId: door.event.id, id: registration.id }
  if (!(await claimCheckIn(tx, attendee, { by: door.personId, now: context.clock() }))) return false
  await note(tx, context, door, registration, "attendee.checked_in")
  return true
}

/** Lets in the attendee with this id. GATE hears of it later: its outage holds nobody up at the door. */
export async function checkIn(context: AppContext, scope: EventScope, id: string): Promise<CheckInOutcome> {
  requirePermission(scope, "door")
  const registration = await findAttendee(context, scope, id)
  if (!registration) return { kind: "unknown_code" }
  if (scope.event.cancelledAt) return { kind: "event_cancelled", attendee: doorAttendee(registration) }
  const isIn = await context.db.transaction((tx) => checkInWithin(tx, context, scope, registration))
  return isIn ? { kind: "checked_in", attendee: doorAttendee(registration) } : explain(context, scope, id)
}

/** Lets in the holder of what was scanned or typed. Codes of other organizations' tickets are unknown here. */
export async function checkInByCode(
  context: AppContext,
  scope: EventScope,
  typed: string,
): Promise<CheckInOutcome> {
  requirePermission(scope, "door")
  const code = readTicketCode(typed)
  const ticket = code && (await findTicket(context.db, { organizationId: scope.organization.id, code }))
  if (!ticket) return { kind: "unknown_code" }
  // What else the organization has is no business of somebody who helps at one door.
  if (ticket.eventId !== scope.event.id && !allows(scope, "view")) return { kind: "unknown_code" }
  if (ticket.eventId !== scope.event.id) return { kind: "other_event", eventTitle: ticket.eventTitle }
  return checkIn(context, scope, ticket.id)
}

/** Takes a check-in back; false when there was none. */
export async function undoCheckIn(context: AppContext, scope: EventScope, id: string): Promise<boolean> {
  requirePermission(scope, "door")
  const registration = await findAttendee(context, scope, id)
  if (!registration) return false
  return context.db.transaction(async (tx) => {
    if (!(await releaseCheckIn(tx, { eventId: scope.event.id, id }))) return false
    await note(tx, context, scope, registration, "attendee.check_in_undone")
    return true
  })
}

/** Notes within the caller's transaction that a badge was printed, or that it was not; false when it was so already. */
export async function noteBadgeWithin(
  tx: Transaction,
  context: AppContext,
  door: Door,
  registration: RegistrationRow,
  isPrinted: boolean,
): Promise<boolean> {
  const attendee = { eventId: door.event.id, id: registration.id }
  if (!(await setBadgePrinted(tx, attendee, isPrinted ? context.clock() : null))) return false
  const name = isPrinted ? "attendee.badge_printed" : "attendee.badge_undone"
  await note(tx, context, door, registration, name)
  return true
}
