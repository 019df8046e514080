import type { CreateAttempt } from "./registration"

/**
 * `set_status`: the status field of a record follows its registration, cancelled or not. `purge_record`: an event's
 * retention period is over. `set_network_pass`: the account follows all passes of the person, for as long as one may open.
 * `hand_over_record`: the one record of a person goes on to their next event (decision 0046).
 */
export type GateTaskKind =
  | "set_status"
  | "change_email"
  | "change_name"
  | "erase_profile"
  | "delete_account"
  | "purge_record"
  | "set_network_pass"
  | "hand_over_record"

/** Somebody who cancelled may take it back for this long, in milliseconds. */
export const undoWindowMs = 10 * 60_000

/** Whether a registration cancelled at `cancelledAt` may still be taken back at `now`. */
export function canUndo(cancelledAt: Date | null, now: Date): boolean {
  return cancelledAt !== null && now.getTime() - cancelledAt.getTime() < undoWindowMs
}

/** When a POST that was begun and never answered must have landed, or null when none is open (reliability G1). */
export function settledAt({ startedAt }: CreateAttempt, settleMs: number): Date | null {
  return startedAt === null ? null : new Date(startedAt.getTime() + settleMs)
}
