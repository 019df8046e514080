import { and, desc, eq, isNotNull, lt, sql } from "drizzle-orm"
import { isErasedAddress, knownAddress } from "@/lib/domain/erased-person"
import type { Activity } from "@/lib/domain/organizer-act"
import type { Database } from "../database"
import { event } from "../schema/event"
import { organizer, organizerEvent } from "../schema/organizer"
import { person } from "../schema/person"
import { registration, registrationEvent } from "../schema/registration"
import { teamMember } from "../schema/team"

/** Which of an organization's acts: those before an id, of one event, of one organizer. */
export type ActivityQuery = {
  organizationId: string
  before?: number | undefined
  eventSlug?: string | undefined
  actorId?: string | undefined
  limit: number
}

type Row = Omit<Activity, "event" | "by"> & {
  email: string | null
  slug: string | null
  title: string | null
  timeZone: string | null
}

function toActivity({ email, slug, title, timeZone, ...row }: Row): Activity {
  return {
    ...row,
    by: knownAddress(email),
    event: slug !== null && title !== null && timeZone !== null ? { slug, title, timeZone } : null,
  }
}

const place = { slug: event.slug, title: event.title, timeZone: event.timeZone, email: person.email }

/** What organizers did that belongs to no single attendee, the latest first. */
export async function listOrganizationActivity(
  db: Database,
  { organizationId, before, eventSlug, actorId, limit }: ActivityQuery,
): Promise<Activity[]> {
  const { id, name, at } = organizerEvent
  const rows = await db
    .select({ id, name, at, ...place })
    .from(organizerEvent)
    .leftJoin(event, eq(event.id, organizerEvent.eventId))
    .leftJoin(person, eq(person.id, organizerEvent.actorId))
    .where(
      and(
        eq(organizerEvent.organizationId, organizationId),
        before === undefined ? undefined : lt(id, before),
        eventSlug === undefined ? undefined : eq(event.slug, eventSlug),
        actorId === undefined ? undefined : eq(organizerEvent.actorId, actorId),
      ),
    )
    .orderBy(desc(id))
    .limit(limit)
  return rows.map((row) => toActivity({ ...row, subject: null }))
}

/** What organizers did with single attendees, the latest first. */
export async function listAttendeeActivity(
  db: Database,
  { organizationId, before, eventSlug, actorId, limit }: ActivityQuery,
): Promise<Activity[]> {
  const { id, name, at } = registrationEvent
  const rows = await db
    .select({ id, name, at, subject: registration.id, ...place })
    .from(registrationEvent)
    .innerJoin(registration, eq(registration.id, registrationEvent.registrationId))
    .innerJoin(event, eq(event.id, registration.eventId))
    .leftJoin(person, eq(person.id, registrationEvent.actorId))
    .where(
      and(
        isNotNull(registrationEvent.actorId),
        eq(event.organizationId, organizationId),
        before === undefined ? undefined : lt(id, before),
        eventSlug === undefined ? undefined : eq(event.slug, eventSlug),
        actorId === undefined ? undefined : eq(registrationEvent.actorId, actorId),
      ),
    )
    .orderBy(desc(id))
    .limit(limit)
  return rows.map(toActivity)
}

/** Whoever works or worked for an organization and still has an account, by address. */
export async function listActors(
  db: Database,
  organizationId: string,
  limit: number,
): Promise<{ id: string; email: string }[]> {
  const rows = await db
    .select({ id: person.id, email: person.email })
    .from(person)
    .where(
      sql`${person.id} in (
        select ${organizer.personId} from ${organizer} where ${organizer.organizationId} = ${organizationId}
        union select ${teamMember.personId} from ${teamMember} where ${teamMember.organizationId} = ${organizationId})`,
    )
    .orderBy(person.email)
    .limit(limit)
  return rows.filter(({ email }) => !isErasedAddress(email))
}
