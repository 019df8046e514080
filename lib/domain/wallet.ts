/** Whose wallet a ticket can be put into. */
export type WalletPlatform = "apple" | "google"

/** Where a ticket is put into each, below the ticket's address. */
export const walletFiles: Record<WalletPlatform, string> = {
  apple: "ticket.pkpass",
  google: "google-wallet",
}

/** A pass is kept for this long after its event, so that phones hear of the last change, and no longer. */
export const walletGraceMs = 24 * 60 * 60_000

/** A cancelled ticket's pass is kept for this long, so that phones that were off hear that it is void. */
export const voidedGraceMs = 7 * 24 * 60 * 60_000
