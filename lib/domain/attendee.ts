/**
 * A registration as organizers see it. `pending`: GATE has not confirmed everything yet. `needs_attention`: GATE
 * refused, and somebody must look. `removed`: the record was deleted in GATE. `waitlisted` and `offered` have no place yet.
 */
export const attendeeStatuses = [
  "pending",
  "registered",
  "checked_in",
  "needs_attention",
  "offered",
  "waitlisted",
  "cancelled",
  "removed",
] as const

export type AttendeeStatus = (typeof attendeeStatuses)[number]
