import type { AppContext } from "@/lib/context"
import {
  confirmOrganizerRow,
  findOrganizer,
  findOrganizerEvent,
  insertOrganizerEvent,
  type OrganizerRow,
  revokeOrganizer,
} from "@/lib/db/queries/organizers"
import type { PersonRow } from "@/lib/db/queries/people"
import { findHelpedDoor, joinTeams } from "@/lib/db/queries/team"
import { asGateError } from "@/lib/delivery/work"
import type { OrganizerEvent } from "@/lib/domain/event"
import { doorPermissions, type Permission, permissionsOf } from "@/lib/domain/permission"
import { failureLevel } from "@/lib/gate/errors"
import { findAccount, standingHere, standingOf } from "./standing"

declare const proven: unique symbol

/** Proof that somebody may work for one organization. Only `proveScope` makes one. */
export type OrganizerScope = {
  readonly [proven]: "organizer"
  readonly personId: string
  readonly email: string
  readonly organization: { readonly id: string; readonly name: string }
  readonly role: string
  readonly permissions: ReadonlySet<Permission>
}

declare const provenEvent: unique symbol

/** Proof that an event belongs to the organization of an organizer. Only `findEventScope` makes one. */
export type EventScope = OrganizerScope & {
  readonly [provenEvent]: "event"
  readonly event: OrganizerEvent
}

/** GATE's word counts this long: a role withdrawn there has ended here a minute later (decision 0009). */
const freshMs = 60_000

/**
 * While GATE cannot be asked, its last word counts this long, so that its outage does not close the doors of an event;
 * then access rests until GATE answers.
 */
export const staleMs = 15 * 60_000

/** Within a page that somebody waits for. */
const checkLimitMs = 3_000

/** After a check that failed, pages go on without one for this long: GATE's outage must not slow every one of them. */
const retryAfterMs = 10_000

/** When GATE could not be asked about an organizer, by person. */
const failedAt = new Map<string, number>()

/**
 * The organizer somebody is, by their row of now and GATE's word of at most a minute ago; null for everybody else. A role
 * or an account that is gone in GATE ends access for good; signing in again begins anew.
 */
export async function proveScope(
  context: AppContext,
  person: PersonRow,
  row: OrganizerRow | null,
): Promise<OrganizerScope | null> {
  if (!row || row.revokedAt) return null
  const age = context.clock().getTime() - row.checkedAt.getTime()
  return age < freshMs ? toScope(person, row) : recheck(context, person, row, age)
}

/** As `proveScope`, for who has no session yet. */
export async function findScope(context: AppContext, person: PersonRow): Promise<OrganizerScope | null> {
  return proveScope(context, person, await findOrganizer(context.db, person.id))
}

async function recheck(
  context: AppContext,
  person: PersonRow,
  row: OrganizerRow,
  age: number,
): Promise<OrganizerScope | null> {
  const { db, clock } = context
  const standing = await readStanding(context, person, row)
  const now = clock()
  if (standing === "unknown") {
    if (age < staleMs) return toScope(person, row)
    const here = await standingHere(context, person)
    return here && toScope(person, flat(here))
  }
  if (standing) {
    const isStill = await confirmOrganizerRow(db, person.id, standing, now)
    if (standing.gateUserId === null && row.gateUserId !== null) await joinTeams(db, person, now)
    return isStill ? toScope(person, { ...row, ...flat(standing) }) : null
  }
  await db.transaction(async (tx) => {
    if (!(await revokeOrganizer(tx, person.id, now))) return
    const { organizationId } = row
    const actor = { organizationId, actorId: person.id }
    await insertOrganizerEvent(tx, {
      ...actor,
      name: "organizer.revoked",
      at: now,
      detail: { role: row.role },
    })
  })
  return null
}

/** What GATE, the configuration and invitations say now; `unknown` while GATE is needed and cannot be asked. */
async function readStanding(context: AppContext, person: PersonRow, row: OrganizerRow) {
  const here = await standingHere(context, person)
  if (row.gateUserId === null) return here
  const now = context.clock().getTime()
  if (now - (failedAt.get(person.id) ?? 0) < retryAfterMs) return "unknown"
  try {
    const options = { signal: AbortSignal.timeout(checkLimitMs) }
    const user = await findAccount(context, row.gateUserId, options)
    failedAt.delete(person.id)
    const standing = user && (await standingOf(context, person, user, { row, options }))
    return standing === "ended" ? null : (standing ?? here)
  } catch (error) {
    const { kind } = asGateError(error)
    context.log[failureLevel(error)](
      { person: person.id, kind },
      "an organizer's role could not be read again",
    )
    failedAt.set(person.id, now)
    return "unknown"
  }
}

type Flat = Pick<OrganizerRow, "organizationId" | "organizationName" | "role">

function flat({ organization, role }: { organization: { id: string; name: string }; role: string }): Flat {
  return { organizationId: organization.id, organizationName: organization.name, role }
}

function toScope(person: PersonRow, { organizationId, organizationName, role }: Flat): OrganizerScope {
  return {
    personId: person.id,
    email: person.email,
    organization: { id: organizationId, name: organizationName },
    role,
    permissions: permissionsOf(role),
  } as OrganizerScope
}

/** The event of a slug, if it belongs to the organizer's organization; null for every other one. */
export async function findEventScope(
  { db }: Pick<AppContext, "db">,
  scope: OrganizerScope,
  slug: string,
): Promise<EventScope | null> {
  const event = await findOrganizerEvent(db, { organizationId: scope.organization.id, slug })
  return event && ({ ...scope, event } as EventScope)
}

/** The event at whose door somebody helps, as long as it is not over; null for everybody else. */
export async function findDoorScope(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  person: PersonRow,
  slug: string,
): Promise<EventScope | null> {
  const now = clock()
  const organization = await findHelpedDoor(db, person, { slug, now })
  const event = organization && (await findOrganizerEvent(db, { organizationId: organization.id, slug }))
  if (!event) return null
  if (!organization.hasJoined) await joinTeams(db, person, now)
  const { id: personId, email } = person
  const { id, name } = organization
  const who = { personId, email, organization: { id, name } }
  return { ...who, role: "door", permissions: doorPermissions, event } as EventScope
}

export function allows(scope: OrganizerScope, permission: Permission): boolean {
  return scope.permissions.has(permission)
}

/**
 * The last line of defence: pages and routes have answered 404 before.
 * @throws Error
 */
export function requirePermission(scope: OrganizerScope, permission: Permission): void {
  if (!allows(scope, permission)) throw new Error(`A ${scope.role} may not ${permission}`)
}
