/**
 * Why a record in GATE that names one of our events is no registration here. `duplicate`: its person has another record
 * for the event. `no_parent`: its user does not exist. `event_full`: nobody has a place to give. `no_address`: its user
 * has no e-mail address. `account_ended`: GATE has switched its user off, or their time is over. `other_account`: the address belongs to somebody here with another account. `foreign`: its user
 * belongs to another organization, so its organizers hear nothing of it.
 */
export const gateProblems = [
  "duplicate",
  "no_parent",
  "event_full",
  "no_address",
  "account_ended",
  "other_account",
  "foreign",
] as const

export type GateProblem = (typeof gateProblems)[number]

/** What an event's organizers are told of. */
export type ShownGateProblem = Exclude<GateProblem, "foreign">
