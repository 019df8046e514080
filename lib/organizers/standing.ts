import type { AppContext } from "@/lib/context"
import {
  listEventOrganizations,
  type OrganizerRow,
  type OrganizerStanding,
} from "@/lib/db/queries/organizers"
import type { PersonRow } from "@/lib/db/queries/people"
import { findInvitedStanding } from "@/lib/db/queries/team"
import { hasAccountEnded } from "@/lib/delivery/account-end"
import { roleOf } from "@/lib/delivery/account-role"
import { normaliseEmail } from "@/lib/domain/email"
import type { GateId } from "@/lib/gate/contract/page"
import type { User } from "@/lib/gate/contract/user"
import { isGateError } from "@/lib/gate/errors"
import type { CallOptions } from "@/lib/gate/exchange"

type Context = Pick<AppContext, "db" | "gate" | "clock" | "organizers">

/** Role of an address in `ORGANIZER_EMAILS` whose account has none. */
const configuredRole = "organizer"

/** Whether the account has the proved address, or the one proved before it that GATE may not have let go of yet. */
function isOwnedBy(user: User, { email, previousEmail }: PersonRow): boolean {
  const address = normaliseEmail(user.email ?? "")
  return address !== null && [email, previousEmail].includes(address)
}

/**
 * Name and id of an account's organization: `/user/` shows only one of them (contract §11 D3). The other one is known
 * from the configuration or from the events, or asked of `/user_token/`. Null for an account without organization.
 */
async function findOrganization(
  context: Context,
  user: User,
  row: OrganizerRow | null,
  options: CallOptions,
) {
  const { organization: shown } = user
  if (shown === null || shown === undefined || shown === "") return null
  const isShown = ({ name, id }: { name: string; id: string }) =>
    typeof shown === "number" ? id === String(shown) : name === shown
  const { organization: configured } = context.organizers
  if (configured && isShown(configured)) return configured
  const known = row && { name: row.organizationName, id: row.organizationId }
  if (known && isShown(known)) return known
  const [named, ...others] = (await listEventOrganizations(context.db)).filter(isShown)
  if (named && others.length === 0) return named
  if (typeof shown === "number") return { name: String(shown), id: String(shown) }
  const { organization: id } = await context.gate.userTokens.get(user.id, {}, options)
  return typeof id === "number" ? { name: shown, id: String(id) } : null
}

/**
 * What an account gives its owner; null when it is somebody else's, or has neither role nor organization. `ended`: it
 * would, but GATE has switched it off or its time is over, and nothing that is configured stands against that.
 */
export async function standingOf(
  context: Context,
  person: PersonRow,
  user: User,
  { row = null, options = {} }: { row?: OrganizerRow | null; options?: CallOptions } = {},
): Promise<OrganizerStanding | "ended" | null> {
  const { roles, emails } = context.organizers
  if (!isOwnedBy(user, person)) return null
  const role = roleOf(user, roles) ?? (emails.includes(person.email) ? configuredRole : null)
  const organization = role && (await findOrganization(context, user, row, options))
  const readToken = (id: GateId) => context.gate.userTokens.get(id, {}, options)
  if (role && (await hasAccountEnded(user, context.clock(), readToken))) return "ended"
  return role && organization ? { organization, role, gateUserId: String(user.id) } : null
}

/** What `ORGANIZER_EMAILS` gives an address that needs no account, or null. */
function configuredStanding({ organizers }: Context, { email }: PersonRow): OrganizerStanding | null {
  const { emails, organization } = organizers
  return organization && emails.includes(email)
    ? { organization, role: configuredRole, gateUserId: null }
    : null
}

/** What somebody may do whatever GATE knows of them: as it is configured, or as an organizer invited them. */
export async function standingHere(context: Context, person: PersonRow): Promise<OrganizerStanding | null> {
  return configuredStanding(context, person) ?? findInvitedStanding(context.db, person)
}

/** An account by id; null when it is gone, or belongs to a tenant this token may not see (contract §11 D37). */
export async function findAccount(
  { gate }: Pick<Context, "gate">,
  id: string,
  options: CallOptions,
): Promise<User | null> {
  try {
    return await gate.users.get(id, options)
  } catch (error) {
    if (isGateError(error) && (error.kind === "notFound" || error.kind === "forbidden")) return null
    throw error
  }
}
