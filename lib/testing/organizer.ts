import type { PersonRow } from "@/lib/db/queries/people"
import { admitOrganizer } from "@/lib/organizers/admit"
import { type EventScope, findEventScope, type OrganizerScope } from "@/lib/organizers/scope"
import { provedPerson, testId, type World } from "./registration-world"

export type TestOrganizer = {
  role?: string
  /** That of the world's event, unless given. */
  organization?: { id: string; name: string }
  email?: string
}

/** Somebody who proved an address that a GATE account with a role has, in both shapes of `profile` (contract §5). */
export async function testOrganizerPerson(
  world: World,
  { role = "admin", organization = world.event.organization, email }: TestOrganizer = {},
): Promise<PersonRow> {
  const person = await provedPerson(world, email ?? `organizer${testId().slice(-6)}@example.org`)
  const { gate } = world.context
  const account = { username: person.email, email: person.email, organization: organization.name }
  const { id } = await gate.users.create({ ...account, profile: { role } })
  // A service that shows the flat shape knows roles only as a list.
  const shown = await gate.users.get(id)
  if (Array.isArray(shown.profile)) await gate.users.patch(id, { profile: [role] })
  return person
}

/** An organizer who has just signed in, through the real guard. */
export async function testOrganizer(world: World, options: TestOrganizer = {}): Promise<OrganizerScope> {
  const { organization = world.event.organization } = options
  const person = await testOrganizerPerson(world, options)
  const organizers = { ...world.context.organizers, organization }
  const scope = await admitOrganizer({ ...world.context, organizers }, person)
  if (scope?.organization.id !== organization.id)
    throw new Error(`GATE has no organization ${organization.id}: seed it with this id and name`)
  return scope
}

/** An organizer's own event, through the real guard. */
export async function testEventScope(
  world: World,
  scope: OrganizerScope,
  slug = world.event.slug,
): Promise<EventScope> {
  const found = await findEventScope(world.context, scope, slug)
  if (!found) throw new Error(`${slug} is not an event of ${scope.organization.name}`)
  return found
}
