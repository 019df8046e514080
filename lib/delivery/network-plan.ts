import type { PassHolding } from "@/lib/db/queries/network-passes"
import type { Event } from "@/lib/domain/event"
import { accessFor, type LivePass, mayHavePass, missingFor, passWindow } from "@/lib/domain/network-pass"

/** The pass a registration gives right now, or null: no rule, something missing, ended, over, or a cancellation. */
export function livePass(
  {
    registration,
    event,
    rule,
    pass,
  }: Omit<PassHolding, "event"> & { event: Pick<Event, "doorsAt" | "startsAt" | "endsAt" | "cancelledAt"> },
  now: Date,
): LivePass | null {
  if (!rule || event.cancelledAt || !mayHavePass(registration) || pass?.endedAt) return null
  if (missingFor(rule, registration, Boolean(pass?.givenAt))) return null
  const window = passWindow(rule, event)
  if (now >= window.closesAt) return null
  const { timeBalanceSeconds } = rule
  return {
    ...window,
    ...accessFor(rule, registration.answers),
    registrationId: registration.id,
    ticketCode: registration.ticketCode,
    seconds: timeBalanceSeconds === null ? null : timeBalanceSeconds + (pass?.addedSeconds ?? 0),
    grantedSeconds: pass?.grantedSeconds ?? 0,
  }
}
