import type { coverActName } from "./cover"
import type { contentActs } from "./page-content"

/** What organizers do that has a sentence of its own, `organizer.activity.act.event_created`. */
const plainActs = [
  "event.created",
  "event.duplicated",
  "event.edited",
  "event.published",
  "event.unpublished",
  "event.archived",
  "event.restored",
  "event.cancelled",
  "event.reinstated",
  "event.capacity_raised",
  "event.network_pass_set",
  "event.network_pass_removed",
  "question.added",
  "question.edited",
  "question.moved",
  "question.removed",
  "attendees.bulk_started",
  "attendees.exported",
  "message.scheduled",
  "message.taken_back",
  "message.stopped",
  "sensitive.unlocked",
  "organizer.revoked",
  "team.invited",
  "team.role_changed",
  "team.removed",
  "segment.saved",
  "segment.deleted",
  "segment.exported",
  "consent.asked",
  "consent.not_asked",
] as const

export type PlainAct = (typeof plainActs)[number]

/** What the audit trail of an organization says: acts of its organizers that belong to no single attendee. */
export type OrganizerActName = PlainAct | (typeof contentActs)[number] | ReturnType<typeof coverActName>

export function isPlainAct(name: string): name is PlainAct {
  return plainActs.some((known) => known === name)
}

/** What an activity is about: events and settings, or single attendees. */
export const activityKinds = ["organization", "attendees"] as const

export type ActivityKind = (typeof activityKinds)[number]

/** One line of the page; `by` is null for an account that is gone, `subject` the attendee it is about. */
export type Activity = {
  id: number
  name: string
  at: Date
  by: string | null
  event: { slug: string; title: string; timeZone: string } | null
  subject: string | null
}
