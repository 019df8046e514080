import { and, desc, eq, isNotNull, isNull, lte, or, type SQL, sql } from "drizzle-orm"
import type { Event } from "@/lib/domain/event"
import type { EventSettings } from "@/lib/domain/event-settings"
import type { Database } from "../database"
import { event } from "../schema/event"
import { organizerEvent } from "../schema/organizer"
import { person } from "../schema/person"
import { registration } from "../schema/registration"
import { brokenConstraint } from "../unique-violation"
import type { announced } from "./event-news"

export type EditableEvent = EventSettings & {
  id: string
  taken: number
  waiting: number
  revision: number
  termsVersion: number
  version: number
  publishedAt: Date | null
  archivedAt: Date | null
  cancelledAt: Date | null
  cancelReason: string | null
}

const slugConstraint = "event_slug_unique"

function hasRegistration(eventId: SQL): SQL {
  return sql`exists (select 1 from ${registration} where ${registration.eventId} = ${eventId})`
}

/** An event with everything an organizer may change, translations of languages not offered among it. */
export async function getEditableEvent(db: Database, id: string): Promise<EditableEvent> {
  const [row] = await db.select().from(event).where(eq(event.id, id)).limit(1)
  if (!row) throw new Error(`Event ${id} is being edited but does not exist`)
  const { organizationId, organizationName, reindexAfter, overCapacity, createdAt, cover, ...known } = row
  const { announcedRevision, announceAfter, announceAt, ...rest } = known
  return rest
}

/** The part of it that organizers decide about. */
export function settingsOf(stored: EditableEvent): EventSettings {
  const { id, taken, waiting, revision, termsVersion, version, publishedAt, archivedAt, ...rest } = stored
  const { cancelledAt, cancelReason, ...settings } = rest
  return settings
}

/** Whether anybody ever registered for the event. From then on its slug stands in GATE's records. */
export async function hasRegistrations(db: Database, eventId: string): Promise<boolean> {
  const rows = await db
    .select({ id: registration.id })
    .from(registration)
    .where(eq(registration.eventId, eventId))
    .limit(1)
  return rows.length > 0
}

export async function isSlugTaken(db: Database, slug: string): Promise<boolean> {
  const rows = await db.select({ id: event.id }).from(event).where(eq(event.slug, slug)).limit(1)
  return rows.length > 0
}

export type EventChange = EventSettings & { revision: number; termsVersion: number } & Partial<
    ReturnType<typeof announced>
  >

/**
 * Saves the settings of an event if its version is still the one they were made from, no more places are taken than
 * there will be (or organizers went over, and there will be no fewer than now), and its slug is not fixed: by one
 * conditional update, because people register meanwhile. False when one of them does not hold.
 */
export async function updateEvent(
  tx: Database,
  { id, version }: { id: string; version: number },
  change: EventChange,
): Promise<boolean> {
  const { capacity } = change
  const overCapacity = capacity === null ? 0 : sql`greatest(${event.taken} - ${capacity}::int, 0)`
  const updated = await tx
    .update(event)
    .set({ ...change, overCapacity, version: version + 1 })
    .where(
      and(
        eq(event.id, id),
        eq(event.version, version),
        capacity === null ? undefined : or(lte(event.taken, capacity), lte(event.capacity, capacity)),
        or(
          eq(event.slug, change.slug),
          and(eq(event.taken, 0), sql`not ${hasRegistration(sql`${event.id}`)}`),
        ),
      ),
    )
    .returning({ id: event.id })
  return updated.length === 1
}

/** Whether a write failed because another event has the slug. */
export function isSlugViolation(error: unknown): boolean {
  return brokenConstraint(error) === slugConstraint
}

export type EventState = "published" | "unpublished" | "archived" | "restored"

/** Moves an event into a state at `now`; false when it was there before, or cannot get there. */
export async function setEventState(
  tx: Database,
  id: string,
  state: EventState,
  now: Date,
): Promise<boolean> {
  const moves = {
    published: { set: { publishedAt: now }, from: and(isNull(event.publishedAt), isNull(event.archivedAt)) },
    unpublished: { set: { publishedAt: null }, from: isNotNull(event.publishedAt) },
    archived: { set: { archivedAt: now }, from: isNull(event.archivedAt) },
    restored: { set: { archivedAt: null }, from: isNotNull(event.archivedAt) },
  }
  const { set, from } = moves[state]
  const moved = await tx
    .update(event)
    .set({ ...set, version: sql`${event.version} + 1` })
    .where(and(eq(event.id, id), from))
    .returning({ id: event.id })
  return moved.length === 1
}

/** The address of whoever saved the event last, for organizers of the same event; null when nobody did. */
export async function findLastEditor(db: Database, eventId: string): Promise<string | null> {
  const [row] = await db
    .select({ email: person.email })
    .from(organizerEvent)
    .innerJoin(person, eq(person.id, organizerEvent.actorId))
    .where(eq(organizerEvent.eventId, eventId))
    .orderBy(desc(organizerEvent.id))
    .limit(1)
  return row?.email ?? null
}

export type ListedEvent = Pick<
  EditableEvent,
  | "id"
  | "slug"
  | "title"
  | "host"
  | "startsAt"
  | "endsAt"
  | "timeZone"
  | "venueName"
  | "hue"
  | "taken"
  | "capacity"
  | "waiting"
  | "waitlistOrder"
  | "publishedAt"
  | "archivedAt"
  | "cancelledAt"
  | "registrationOpensAt"
  | "registrationClosesAt"
> &
  Pick<Event, "cover">

/** Every event of an organization, the latest first. */
export async function listEventsOf(
  db: Database,
  organizationId: string,
  limit = 500,
): Promise<ListedEvent[]> {
  const { id, slug, title, host, startsAt, endsAt, timeZone, venueName, hue, taken, capacity } = event
  const { publishedAt, archivedAt, cancelledAt, registrationOpensAt, registrationClosesAt } = event
  const columns = { id, slug, title, host, startsAt, endsAt, timeZone, venueName, hue, taken, capacity }
  return db
    .select({
      ...columns,
      ...{
        waiting: event.waiting,
        waitlistOrder: event.waitlistOrder,
        publishedAt,
        archivedAt,
        cancelledAt,
        registrationOpensAt,
        registrationClosesAt,
      },
      cover: event.cover,
    })
    .from(event)
    .where(eq(event.organizationId, organizationId))
    .orderBy(desc(event.startsAt), event.slug)
    .limit(limit)
}
