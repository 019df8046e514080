import type { AppContext } from "@/lib/context"
import {
  admitOrganizerRow,
  findOrganizer,
  listEventOrganizations,
  type OrganizerStanding,
} from "@/lib/db/queries/organizers"
import type { PersonRow } from "@/lib/db/queries/people"
import { findInvitedStanding, joinTeams } from "@/lib/db/queries/team"
import { findUserIdsByEmail } from "@/lib/delivery/directory"
import { asGateError } from "@/lib/delivery/work"
import { failureLevel } from "@/lib/gate/errors"
import { findScope, type OrganizerScope } from "./scope"
import { findAccount, standingHere, standingOf } from "./standing"

/** How long signing in may wait for GATE, in milliseconds; most people who sign in are attendees. */
const signInLimitMs = 4_000

/**
 * Whether somebody who has just proved their address is an organizer, and from now on: their GATE account has an
 * organizer's role, or the address is configured or invited. Null for everybody else, and while GATE cannot be asked for who has
 * never been one.
 */
export async function admitOrganizer(context: AppContext, person: PersonRow): Promise<OrganizerScope | null> {
  const standing = await findStanding(context, person)
  if (standing) await admitOrganizerRow(context.db, person.id, standing, context.clock())
  if (standing?.gateUserId === null) await joinTeams(context.db, person, context.clock())
  return findScope(context, person)
}

/** Somebody who is signed in already and opens what they were invited to; null for everybody who was not. */
export async function admitInvited(context: AppContext, person: PersonRow): Promise<OrganizerScope | null> {
  return (await findInvitedStanding(context.db, person)) && admitOrganizer(context, person)
}

async function findStanding(context: AppContext, person: PersonRow): Promise<OrganizerStanding | null> {
  const here = await standingHere(context, person)
  try {
    const standing = await findAccountStanding(context, person)
    return standing === "ended" ? null : (standing ?? here)
  } catch (error) {
    const { kind } = asGateError(error)
    context.log[failureLevel(error)](
      { person: person.id, kind },
      "GATE could not be asked for an organizer's role",
    )
    // What GATE said before may be more than what is known here, so it stands.
    const row = await findOrganizer(context.db, person.id)
    return row && !row.revokedAt ? null : here
  }
}

/**
 * The first account with this address that has a role, in the organizations that are known here; `ended` when there is
 * one and GATE has ended it.
 */
async function findAccountStanding(
  context: AppContext,
  person: PersonRow,
): Promise<OrganizerStanding | "ended" | null> {
  const options = { signal: AbortSignal.timeout(signInLimitMs) }
  const { organization: configured } = context.organizers
  const organizations = [...(configured ? [configured] : []), ...(await listEventOrganizations(context.db))]
  const asked = new Set<string>(person.gateUserId === null ? [] : [person.gateUserId])
  for (const name of new Set(organizations.map((organization) => organization.name))) {
    const { ids } = await findUserIdsByEmail(context, name, person.email, options)
    for (const id of ids) asked.add(id)
  }
  let ended: "ended" | null = null
  for (const id of asked) {
    const user = await findAccount(context, id, options)
    const standing = user && (await standingOf(context, person, user, { options }))
    if (standing === "ended") ended = standing
    else if (standing) return standing
  }
  return ended
}
