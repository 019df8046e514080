import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm"
import { knownAddress } from "@/lib/domain/erased-person"
import type { OrganizerEvent } from "@/lib/domain/event"
import type { Database } from "../database"
import { event } from "../schema/event"
import { networkPassRule } from "../schema/network"
import { organizer, organizerEvent } from "../schema/organizer"
import { person } from "../schema/person"
import { withQuestions } from "./events"

export type OrganizerRow = typeof organizer.$inferSelect

/** The row of somebody who is an organizer or was one, or null. */
export async function findOrganizer(db: Database, personId: string): Promise<OrganizerRow | null> {
  const [row] = await db.select().from(organizer).where(eq(organizer.personId, personId)).limit(1)
  return row ?? null
}

export type OrganizerStanding = {
  organization: { id: string; name: string }
  role: string
  gateUserId: string | null
}

function columnsOf({ organization, role, gateUserId }: OrganizerStanding, now: Date) {
  const { id: organizationId, name: organizationName } = organization
  return { organizationId, organizationName, role, gateUserId, checkedAt: now }
}

/** Makes somebody an organizer at `now`; a revocation before is over. */
export async function admitOrganizerRow(
  db: Database,
  personId: string,
  standing: OrganizerStanding,
  now: Date,
): Promise<void> {
  const columns = columnsOf(standing, now)
  await db
    .insert(organizer)
    .values({ personId, ...columns, createdAt: now })
    .onConflictDoUpdate({ target: organizer.personId, set: { ...columns, revokedAt: null } })
}

/** Notes that an organizer still is one at `now`; false when access was revoked meanwhile. */
export async function confirmOrganizerRow(
  db: Database,
  personId: string,
  standing: OrganizerStanding,
  now: Date,
): Promise<boolean> {
  const confirmed = await db
    .update(organizer)
    .set(columnsOf(standing, now))
    .where(and(eq(organizer.personId, personId), isNull(organizer.revokedAt)))
    .returning({ personId: organizer.personId })
  return confirmed.length > 0
}

/** Ends an organizer's access; false when it had ended before. */
export async function revokeOrganizer(db: Database, personId: string, now: Date): Promise<boolean> {
  const revoked = await db
    .update(organizer)
    .set({ revokedAt: now, revealUntil: null })
    .where(and(eq(organizer.personId, personId), isNull(organizer.revokedAt)))
    .returning({ personId: organizer.personId })
  return revoked.length > 0
}

/** Until when sensitive answers may be revealed to this organizer. */
export async function setRevealUntil(db: Database, personId: string, until: Date): Promise<void> {
  await db.update(organizer).set({ revealUntil: until }).where(eq(organizer.personId, personId))
}

export async function insertOrganizerEvent(
  db: Database,
  values: Omit<typeof organizerEvent.$inferInsert, "id">,
): Promise<void> {
  await db.insert(organizerEvent).values(values)
}

/** What organizers of an organization did, the latest first. */
export async function listOrganizerEvents(db: Database, organizationId: string, limit = 100) {
  return db
    .select()
    .from(organizerEvent)
    .where(eq(organizerEvent.organizationId, organizationId))
    .orderBy(desc(organizerEvent.id))
    .limit(limit)
}

export type EventAct = { id: number; name: string; at: Date; by: string | null }

/** Who did one of these things with an event, the latest first; `by` is null for an account that is gone. */
export async function listEventActs(
  db: Database,
  eventId: string,
  names: readonly string[],
  limit: number,
): Promise<EventAct[]> {
  const { id, name, at } = organizerEvent
  const rows = await db
    .select({ id, name, at, email: person.email })
    .from(organizerEvent)
    .leftJoin(person, eq(person.id, organizerEvent.actorId))
    .where(and(eq(organizerEvent.eventId, eventId), inArray(name, [...names])))
    .orderBy(desc(id))
    .limit(limit)
  return rows.map(({ email, ...act }) => ({ ...act, by: knownAddress(email) }))
}

/** An organization's own event by slug, published or not, with the questions that are asked now; null for any other. */
export async function findOrganizerEvent(
  db: Database,
  { organizationId, slug }: { organizationId: string; slug: string },
): Promise<OrganizerEvent | null> {
  const [found] = await db
    .select({ row: event, ruleOf: networkPassRule.eventId })
    .from(event)
    .leftJoin(networkPassRule, eq(networkPassRule.eventId, event.id))
    .where(and(eq(event.slug, slug), eq(event.organizationId, organizationId)))
    .limit(1)
  if (!found) return null
  const { publishedAt, archivedAt, termsVersion, languages, version } = found.row
  const stages = { publishedAt, archivedAt, termsVersion, languages, version }
  return { ...(await withQuestions(db, found.row)), ...stages, hasNetworkPass: found.ruleOf !== null }
}

export type EventLink = { slug: string; title: string }

/** An organization's events that are not archived, the latest first: what the switcher of events offers. */
export async function listEventLinks(db: Database, organizationId: string, limit = 50): Promise<EventLink[]> {
  return db
    .select({ slug: event.slug, title: event.title })
    .from(event)
    .where(and(eq(event.organizationId, organizationId), isNull(event.archivedAt)))
    .orderBy(desc(event.startsAt), asc(event.slug))
    .limit(limit)
}

/** Every organization that has an event, as the events name them. */
export async function listEventOrganizations(db: Database): Promise<{ name: string; id: string }[]> {
  return db.selectDistinct({ name: event.organizationName, id: event.organizationId }).from(event)
}
