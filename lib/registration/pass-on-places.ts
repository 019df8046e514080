import type { AppContext } from "@/lib/context"
import type { Transaction } from "@/lib/db/database"
import { claimPlace, getEvent, releasePlace } from "@/lib/db/queries/events"
import { oweMail } from "@/lib/db/queries/mails"
import { getPerson } from "@/lib/db/queries/people"
import { appendRegistrationEvent, type RegistrationRow } from "@/lib/db/queries/registrations"
import {
  claimPlaceForWaiting,
  endOffer,
  findNextInLine,
  hasFreePlaceForWaiting,
  holdOffer,
  listEndedOffers,
  listEventsToPassOn,
  lockWaiting,
  oweClaimable,
  placeWaiting,
} from "@/lib/db/queries/waitlist"
import { recordStatusChange } from "@/lib/delivery/set-status"
import { AppError } from "@/lib/domain/errors"
import type { Event, EventWithQuestions } from "@/lib/domain/event"
import { resumableStep, waitsAt } from "@/lib/domain/registration"
import type { TrailName } from "@/lib/domain/trail"
import { isFirstToClaim, offerEnd, type WaitlistMail } from "@/lib/domain/waitlist"
import { takePlace } from "./take-place"

const batchSize = 100

/** Thrown to roll back: the place stays free, for whoever claims it first or for the next round. */
class NobodyNext extends Error {}

/** How a place came to somebody who waited for it, and the mail that tells them. */
type Placing = {
  from: "waitlisted" | "offered"
  name: TrailName
  mail: Extract<WaitlistMail, "place_taken"> | "ticket"
  detail?: Record<string, string>
}

/**
 * Makes a place that is claimed the person's own, within the caller's transaction: from here on everything is as for
 * whoever registered while places were left. False when they wait no more, or their offer has ended.
 */
export async function placeWithin(
  tx: Transaction,
  { clock, newId, actorId, ...context }: AppContext,
  event: Pick<EventWithQuestions, "questions">,
  registration: RegistrationRow,
  { from, name, mail, detail = {} }: Placing,
): Promise<boolean> {
  const now = clock()
  const { id, personId } = registration
  const step = resumableStep({ ...registration, finishedAt: null }, await getPerson(tx, personId))
  if (!(await placeWaiting(tx, id, { from, step, now, isLateToo: actorId !== undefined }))) return false
  await appendRegistrationEvent(tx, id, { name, at: now, actorId, detail })
  await oweMail(tx, { id: newId(), kind: mail, registrationId: id, runAt: now })
  // A record from before they cancelled and came back to wait.
  if (registration.gateExtraId !== null)
    await recordStatusChange(tx, { clock, newId, ...context }, registration, event)
  return true
}

/**
 * Places somebody who waits at once, for an organizer: the place that is held for them, a free one past everybody else who
 * waits, or one the organizer makes (`takePlace`). False when they wait no more.
 * @throws AppError `event_full`, `event_cancelled`
 */
export async function givePlaceTo(
  context: AppContext,
  event: EventWithQuestions,
  registration: RegistrationRow,
  detail: Record<string, string>,
): Promise<boolean> {
  const { db } = context
  const from = waitsAt(registration)
  if (from === undefined) return false
  const placing = { from, name: "waitlist.place_given", mail: "ticket", detail } as const
  return db.transaction(async (tx) => {
    if (!(await placeWithin(tx, context, event, registration, placing))) return false
    if (from === "offered" || (await claimPlace(tx, event.id, [], { isPastWaiting: true }))) return true
    if (await takePlace(tx, context, event, registration.id)) return true
    // Rolls back: nobody has a ticket without a place.
    throw new AppError("event_full")
  })
}

async function offerWithin(
  tx: Transaction,
  { clock, newId }: AppContext,
  event: Event,
  id: string,
): Promise<void> {
  const now = clock()
  const heldUntil = offerEnd(event, now)
  await holdOffer(tx, id, heldUntil)
  const detail = { until: heldUntil.toISOString() }
  await appendRegistrationEvent(tx, id, { name: "waitlist.offered", at: now, detail })
  await oweMail(tx, { id: newId(), kind: "offered", registrationId: id, runAt: now })
}

/** Gives one free place to the next in line, or holds it for them; false when there is none, or nobody to have it so. */
async function passOnOne(context: AppContext, eventId: string): Promise<boolean> {
  const { db, clock } = context
  try {
    return await db.transaction(async (tx) => {
      const now = clock()
      // From here on this transaction has the event's row, and nobody else passes on its places.
      const event = await claimPlaceForWaiting(tx, eventId, now)
      if (!event) return false
      const id = await findNextInLine(tx, event, isFirstToClaim(event, now) ? now : null)
      const next = id === null ? null : await lockWaiting(tx, id)
      // Whoever leaves or is moved at this moment is waited for by the next round, not passed over.
      if (!next) throw new NobodyNext()
      if (next.takeUntil === null || next.takeUntil <= now) await offerWithin(tx, context, event, next.id)
      else {
        const placing = { from: "waitlisted", name: "waitlist.place_taken", mail: "place_taken" } as const
        await placeWithin(tx, context, await getEvent(tx, eventId), next, placing)
      }
      return true
    })
  } catch (error) {
    if (error instanceof NobodyNext) return false
    throw error
  }
}

/**
 * Passes on the free places of an event to those who wait for them. Callable at any time and from any process: the event's
 * row is held from the claim of a place to its commit, so one place has one owner. Whoever made the place free did not choose
 * who gets it.
 */
export async function passOnPlaces(
  { actorId: _, whenFull: __, ...context }: AppContext,
  eventId: string,
): Promise<void> {
  while (await passOnOne(context, eventId));
  const { db, clock } = context
  const event = await getEvent(db, eventId)
  if (!isFirstToClaim(event, clock())) return
  if (await hasFreePlaceForWaiting(db, eventId, clock())) await oweClaimable(db, eventId, clock())
}

/** Ends the offers whose time is up; their places are free again. */
async function endOffers(context: AppContext): Promise<void> {
  const { db, clock, newId } = context
  for (const { id, eventId } of await listEndedOffers(db, clock(), batchSize)) {
    await db.transaction(async (tx) => {
      const now = clock()
      const step = await endOffer(tx, id, now)
      if (step === null) return
      await releasePlace(tx, eventId)
      await appendRegistrationEvent(tx, id, { name: "waitlist.lapsed", at: now })
      if (step === "cancelled")
        await oweMail(tx, { id: newId(), kind: "offer_ended", registrationId: id, runAt: now })
    })
  }
}

/** What happens on waitlists without a visitor: offers end, and every place that is free goes to the next in line. */
export async function sweepWaitlists(context: AppContext): Promise<void> {
  const { db, clock } = context
  await endOffers(context)
  for (const eventId of await listEventsToPassOn(db, clock(), batchSize)) await passOnPlaces(context, eventId)
}
