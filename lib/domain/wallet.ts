import { hasTicket, isGone, type RegistrationStep } from "./registration"

/** Whose wallet a ticket can be put into. */
export type WalletPlatform = "apple" | "google"

/** Where a ticket is put into each, below the ticket's address. */
export const walletFiles: Record<WalletPlatform, string> = {
  apple: "ticket.pkpass",
  google: "google-wallet",
}

/** Whether a ticket is worth a place in a wallet at `now`: it lets somebody in, and its event is not over. */
export function fitsWallets(
  registration: { step: RegistrationStep; erasedAt: Date | null; purgedAt: Date | null },
  event: { cancelledAt: Date | null; endsAt: Date },
  now: Date,
): boolean {
  return hasTicket(registration) && !isGone(registration) && event.cancelledAt === null && now < event.endsAt
}

/** A pass is kept for this long after its event, so that phones hear of the last change, and no longer. */
export const walletGraceMs = 24 * 60 * 60_000

/** A cancelled ticket's pass is kept for this long, so that phones that were off hear that it is void. */
export const voidedGraceMs = 7 * 24 * 60 * 60_000
