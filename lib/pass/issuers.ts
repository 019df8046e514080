import type { WalletPlatform } from "@/lib/domain/wallet"
import type { AppleIssuer } from "./apple-pass"
import type { ApplePush } from "./apple-push"
import type { GoogleIssuer } from "./google-pass"
import type { GoogleWallet } from "./google-wallet"

/** Whom tickets can be put into a phone's wallet with; null where nothing is configured. */
export type WalletIssuers = {
  apple: { issuer: AppleIssuer; push: ApplePush } | null
  google: { issuer: GoogleIssuer; wallet: GoogleWallet } | null
}

/** Whose wallets tickets can be put into at `now`. Nobody takes what an expired certificate signed. */
export function liveWallets({ apple, google }: WalletIssuers, now: Date): WalletPlatform[] {
  const isAppleLive = apple !== null && now < apple.issuer.expiresAt
  return [...(isAppleLive ? (["apple"] as const) : []), ...(google ? (["google"] as const) : [])]
}
