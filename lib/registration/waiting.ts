import type { AppContext } from "@/lib/context"
import { claimPlace, getEvent } from "@/lib/db/queries/events"
import { appendRegistrationEvent, findRegistration } from "@/lib/db/queries/registrations"
import { setTakeUntil } from "@/lib/db/queries/waitlist"
import { isFirstToClaim } from "@/lib/domain/waitlist"
import { placeWithin } from "./pass-on-places"

/** `too_late`: the offer has ended. `taken`: somebody else was first. `not_waiting`: there was nothing to claim. */
export type Claimed = "claimed" | "too_late" | "taken" | "not_waiting"

/** Thrown to roll back: a place that was claimed for nobody stays free. */
class NotPlaced extends Error {}

/**
 * Makes the place that is held for somebody their own; in the last hours before the doors, one that is free. A second
 * press finds the first one's place.
 */
export async function claimOffered(context: AppContext, registrationId: string): Promise<Claimed> {
  const { db, clock } = context
  const registration = await findRegistration(db, registrationId)
  if (!registration) return "not_waiting"
  const event = await getEvent(db, registration.eventId)
  const placing = { name: "waitlist.claimed", mail: "ticket" } as const
  if (registration.step === "offered") {
    const isPlaced =
      event.cancelledAt === null &&
      (await db.transaction((tx) =>
        placeWithin(tx, context, event, registration, { ...placing, from: "offered" }),
      ))
    return isPlaced ? "claimed" : "too_late"
  }
  if (registration.step !== "waitlisted" || !isFirstToClaim(event, clock())) return "not_waiting"
  if (clock() >= event.endsAt) return "taken"
  try {
    return await db.transaction(async (tx) => {
      if (!(await placeWithin(tx, context, event, registration, { ...placing, from: "waitlisted" })))
        return "not_waiting"
      if (!(await claimPlace(tx, event.id, [], { isPastWaiting: true }))) throw new NotPlaced()
      return "claimed"
    })
  } catch (error) {
    if (error instanceof NotPlaced) return "taken"
    throw error
  }
}

/**
 * Keeps whether a place may be taken for somebody who waits, and until when; null: it is offered to them. False when they
 * wait no more.
 */
export async function chooseTaking(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  registrationId: string,
  takeUntil: Date | null,
): Promise<boolean> {
  const at = clock()
  return db.transaction(async (tx) => {
    if (!(await setTakeUntil(tx, registrationId, takeUntil))) return false
    const detail: Record<string, string> = takeUntil === null ? {} : { until: takeUntil.toISOString() }
    await appendRegistrationEvent(tx, registrationId, { name: "waitlist.choice_changed", at, detail })
    return true
  })
}
