import type { AppContext } from "@/lib/context"
import { knownRoles } from "@/lib/domain/permission"
import type { User } from "@/lib/gate/contract/user"

/**
 * The first of `roles` that an account has, or null. `profile` is an object with a `role`, or a list of profile names (contract
 * §5): then the first one that is a role counts.
 */
export function roleOf({ profile }: Pick<User, "profile">, roles: readonly string[]): string | null {
  const held = Array.isArray(profile) ? profile : [profile?.role]
  const known = new Set(roles.map((role) => role.toLowerCase()))
  return held.map((role) => String(role ?? "").toLowerCase()).find((role) => known.has(role)) ?? null
}

/** Every role that makes somebody an organizer, in lower case: those that are configured, and those known by name. */
export function organizerRoles({ organizers }: Pick<AppContext, "organizers">): string[] {
  return [...organizers.roles, ...knownRoles].map((role) => role.toLowerCase())
}
