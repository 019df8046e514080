/** How an event's attendees stand beside GATE's records. Times are ISO instants. */
export type SyncStatus = {
  /** When the last whole comparison ended; null before the first. */
  finishedAt: string | null
  /** How far the one under way is; null when none is. */
  progress: { seen: number; total: number | null } | null
  /** Why the last call failed: GATE did not answer, or it refuses this site. */
  trouble: "unreachable" | "refused" | null
  retryAt: string | null
  /** Records that name the event and belong to nobody here. */
  problems: number
}
