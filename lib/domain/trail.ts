/** What the trail of a registration can say. Each name has a sentence in every language, `person.history.<key>`. */
export const trailNames = [
  "registration.accepted",
  "registration.accepted_again",
  "registration.adopted",
  "registration.finished",
  "registration.needs_attention",
  "registration.resumed",
  "registration.proof_awaited",
  "registration.address_proved",
  "registration.account_ended",
  "registration.cancelled",
  "registration.restored",
  "registration.renamed",
  "registration.over_capacity",
  "registration.cancelled_in_gate",
  "registration.restored_in_gate",
  "registration.purged",
  "gate_user.created",
  "gate_user.adopted",
  "gate_user.found",
  "gate_user.renamed",
  "gate_user.missing",
  "gate_extra.created",
  "gate_extra.found",
  "gate_extra.found_again",
  "gate_extra.matched",
  "gate_extra.updated",
  "gate_extra.changed_meanwhile",
  "gate_extra.fields_dropped",
  "gate_extra.removed",
  "gate_extra.status_set",
  "gate_extra.waiting",
  "gate_extra.handed_over",
  "gate_extra.taken_over",
  "answers.saved",
  "answers.delivered",
  "answers.refused",
  "answers.contested",
  "answers.changed_in_gate",
  "answers.guess_withdrawn",
  "answers.sealed_anew",
  "attendee.checked_in",
  "attendee.check_in_undone",
  "attendee.badge_printed",
  "attendee.badge_undone",
  "attendee.deadline_extended",
  "attendee.erased",
  "check_in.made_in_gate",
  "check_in.undone_in_gate",
  "badge.printed_in_gate",
  "badge.undone_in_gate",
  "ticket.resent",
  "network.opened",
  "network.closed",
  "network.refused",
  "network.time_added",
  "network.time_asked",
  "network.ended",
  "network.given_again",
  "network.password_renewed",
  "sensitive.revealed",
  "sensitive.verified",
  "sensitive.verification_undone",
  "profile.erasure_requested",
  "profile.erased",
  "account.email_changed",
  "account.deletion_requested",
  "account.deleted",
] as const

export type TrailName = (typeof trailNames)[number]

export function isTrailName(name: string): name is TrailName {
  return trailNames.some((known) => known === name)
}

type Underscored<Name> = Name extends `${infer What}.${infer Happened}` ? `${What}_${Happened}` : never

/** The last part of the message's key. */
export function trailKey(name: TrailName): Underscored<TrailName> {
  return name.replace(".", "_") as Underscored<TrailName>
}
