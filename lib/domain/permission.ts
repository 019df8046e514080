/** What an organizer may do; `see_sensitive` also needs a fresh code for every look. */
export const permissions = ["view", "check_in", "edit", "see_sensitive"] as const

export type Permission = (typeof permissions)[number]

const everything: readonly Permission[] = permissions

/** By GATE's own role names (contract §5). A configured role that is not listed may help at the door and no more. */
const byRole = new Map<string, readonly Permission[]>([
  ["admin", everything],
  ["senior_admin", everything],
  ["super_admin", everything],
  ["manager", everything],
  ["organizer", ["view", "check_in", "edit"]],
])

/** Every role that may do something here by its own name. */
export const knownRoles: readonly string[] = [...byRole.keys()]

/** The one place where a role becomes permissions. `role` has already been found among `ORGANIZER_ROLES`. */
export function permissionsOf(role: string): ReadonlySet<Permission> {
  return new Set(byRole.get(role.toLowerCase()) ?? ["view", "check_in"])
}
