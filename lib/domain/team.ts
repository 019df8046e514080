/**
 * What somebody is invited to: `organizer`: everything but sensitive answers; `assistant`: the list and the door of every
 * event; `door`: the door of one event until it ends. Nobody invites to more than organizers may do themselves.
 */
const teamRoles = ["organizer", "assistant", "door"] as const

export type TeamRole = (typeof teamRoles)[number]

/** More than any team has: an address typed by mistake can be taken back, a list pasted by a script cannot. */
export const mostMembers = 500

/**
 * Somebody of a team, as its page shows them. `source`: who says so: GATE, the site's configuration, or an organizer here,
 * who alone can be overruled here.
 */
export type TeamMember = {
  id: string
  email: string
  /** A role of `teamRoles`, or as GATE calls it. */
  role: string
  source: "gate" | "configuration" | "invitation"
  event: { slug: string; title: string } | null
  /** When they first came; null: they have not. */
  joinedAt: Date | null
  invitedAt: Date
}
