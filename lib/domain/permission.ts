/**
 * What an organizer may do. `door`: let people in on the page for it; `check_in`: that, and everything of one attendee that
 * a desk does; `see_sensitive` also needs a fresh code for every look.
 */
export const permissions = ["door", "view", "check_in", "edit", "see_sensitive"] as const

export type Permission = (typeof permissions)[number]

const everything: readonly Permission[] = permissions

/** By GATE's own role names (contract §5). A configured role that is not listed may help at the door and no more. */
const byRole = new Map<string, readonly Permission[]>([
  ["admin", everything],
  ["senior_admin", everything],
  ["super_admin", everything],
  ["manager", everything],
  ["organizer", ["door", "view", "check_in", "edit"]],
])

/** Every role that may do something here by its own name. */
export const knownRoles: readonly string[] = [...byRole.keys()]

/** The one place where a role becomes permissions. `role` has already been found among `ORGANIZER_ROLES`. */
export function permissionsOf(role: string): ReadonlySet<Permission> {
  return new Set(byRole.get(role.toLowerCase()) ?? ["door", "view", "check_in"])
}

/** Of somebody who helps at the door of one event. */
export const doorPermissions: ReadonlySet<Permission> = new Set(["door"])
