/** What an organizer can do to many attendees at once. */
export const bulkActions = [
  "check_in",
  "badge_printed",
  "cancel",
  "add_network_time",
  "end_network",
  "give_network_again",
  "send_message",
] as const

export type BulkAction = (typeof bulkActions)[number]

/**
 * What became of one attendee. `already`: it was so before; `cancelled`, `removed`: somebody without a place; `over`: the
 * event is over; `event_cancelled`: nobody is let in; `no_pass`: they were given no network pass;
 * `unsubscribed`: they want no mails of this kind.
 */
export const bulkOutcomes = [
  "done",
  "already",
  "cancelled",
  "waiting",
  "removed",
  "over",
  "event_cancelled",
  "no_pass",
  "unsubscribed",
] as const

export type BulkOutcome = (typeof bulkOutcomes)[number]

/** More at once is refused: fixing the selection must not hold up the list of everybody else. */
export const mostAtOnce = 50_000

export type BulkProgress = {
  action: BulkAction
  total: number
  /** How many attendees came to each outcome so far. */
  counts: Record<BulkOutcome, number>
  /** `unconfirmed`: it waits for somebody to say that it is meant. */
  state: "unconfirmed" | "running" | "finished"
}
