import "server-only"
import { isCancelledByHost } from "@/lib/account/cancel"
import type { RegistrationRow } from "@/lib/db/queries/registrations"
import { findPlaceInLine } from "@/lib/db/queries/waitlist"
import type { Event } from "@/lib/domain/event"
import { isFirstToClaim } from "@/lib/domain/waitlist"
import { runtime } from "@/lib/runtime"

/**
 * What somebody on a waitlist is told. `place`: in line, null where places are drawn by lot. `isClaimable`: a place is free
 * for whoever is first.
 */
export type Waiting = {
  heldUntil: Date | null
  place: number | null
  isLastHours: boolean
  isClaimable: boolean
}

export async function loadWaiting(
  { id, step, heldUntil }: Pick<RegistrationRow, "id" | "step" | "heldUntil">,
  event: Event,
): Promise<Waiting> {
  const { db, clock } = await runtime()
  const isDrawn = event.waitlistOrder === "lottery"
  const isLastHours = isFirstToClaim(event, clock())
  const isFree = event.capacity === null || event.taken < event.capacity
  return {
    heldUntil: step === "offered" ? heldUntil : null,
    place: isDrawn ? null : await findPlaceInLine(db, event, id),
    isLastHours,
    isClaimable: isLastHours && isFree && event.cancelledAt === null && clock() < event.endsAt,
  }
}

/** Why somebody is on a waitlist no more: the offer they had ended, an organizer took them off, or they left. */
export async function whyLeft(
  registration: Pick<RegistrationRow, "id" | "heldUntil" | "cancelledAt">,
): Promise<"ended" | "removed" | "left"> {
  const { heldUntil, cancelledAt } = registration
  if (heldUntil !== null && cancelledAt !== null && heldUntil <= cancelledAt) return "ended"
  return (await isCancelledByHost(await runtime(), registration)) ? "removed" : "left"
}
