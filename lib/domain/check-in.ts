/**
 * Whether GATE has heard of status, check-in and badge. `refused`: GATE will not take it. `kept_here`: the event's
 * questions fill every custom field, so there is nowhere to write it.
 */
export type StatusDelivery = "delivered" | "waiting" | "refused" | "kept_here"

/** What a scan or a button at the door came to. */
export type CheckInOutcome =
  | { kind: "checked_in"; attendee: DoorAttendee }
  /** Somebody was first: when, and who if they still have an account. */
  | { kind: "already"; attendee: DoorAttendee; at: Date; by: string | null }
  | { kind: "cancelled" | "removed" | "event_cancelled" | "waiting"; attendee: DoorAttendee }
  /** A ticket of another event of the same organization. */
  | { kind: "other_event"; eventTitle: string }
  | { kind: "unknown_code" }

export type CheckInKind = CheckInOutcome["kind"]

export type DoorAttendee = { id: string; name: string; code: string }
