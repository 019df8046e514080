import { and, arrayOverlaps, asc, desc, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm"
import type { AttendeeStatus } from "@/lib/domain/attendee"
import type { StatusDelivery } from "@/lib/domain/check-in"
import { isErasedAddress } from "@/lib/domain/erased-person"
import type { RegistrationStep } from "@/lib/domain/registration"
import type { Database } from "../database"
import { event } from "../schema/event"
import { gateTask } from "../schema/gate-task"
import { person } from "../schema/person"
import { registration } from "../schema/registration"
import { literal } from "./attendee-filter"

/** Who holds a place, whatever GATE has heard of it. */
const withPlace: RegistrationStep[] = ["accepted", "user_created", "finished", "needs_attention"]

/** Whoever erased their own answers keeps the ticket, though GATE has no record of it any more. */
const holdsTicket = or(
  inArray(registration.step, withPlace),
  and(eq(registration.step, "removed"), isNotNull(registration.erasedAt), isNull(registration.purgedAt)),
)

type Attendee = { eventId: string; id: string }

/**
 * How many hold a ticket, and how many of those are in, among attendees whose status says something else first: GATE refused
 * them, or has no record of them any more.
 */
export async function countOtherTickets(
  db: Database,
  eventId: string,
): Promise<{ inside: number; all: number }> {
  const [count] = await db
    .select({
      inside: sql`count(${registration.checkedInAt})`.mapWith(Number),
      all: sql`count(*)`.mapWith(Number),
    })
    .from(registration)
    .where(
      and(
        eq(registration.eventId, eventId),
        // Written as the index has it; there is none by status.
        arrayOverlaps(registration.facets, ["status:needs_attention", "status:removed"]),
        holdsTicket,
      ),
    )
  return count ?? { inside: 0, all: 0 }
}

const one = ({ eventId, id }: Attendee) => and(eq(registration.eventId, eventId), eq(registration.id, id))

/** Lets somebody in, once: of any number at the same time one is told true. */
export async function claimCheckIn(
  tx: Database,
  attendee: Attendee,
  { by, now }: { by: string; now: Date },
): Promise<boolean> {
  const claimed = await tx
    .update(registration)
    .set({ checkedInAt: now, checkedInBy: by })
    .where(and(one(attendee), isNull(registration.checkedInAt), holdsTicket))
    .returning({ id: registration.id })
  return claimed.length === 1
}

/** Takes a check-in back; false when there was none. */
export async function releaseCheckIn(tx: Database, attendee: Attendee): Promise<boolean> {
  const released = await tx
    .update(registration)
    .set({ checkedInAt: null, checkedInBy: null })
    .where(and(one(attendee), isNotNull(registration.checkedInAt)))
    .returning({ id: registration.id })
  return released.length === 1
}

/** Notes that a badge was printed, or with null that it was not; false when that was so already. */
export async function setBadgePrinted(tx: Database, attendee: Attendee, at: Date | null): Promise<boolean> {
  const isOtherwise = at ? isNull(registration.badgePrintedAt) : isNotNull(registration.badgePrintedAt)
  const changed = await tx
    .update(registration)
    .set({ badgePrintedAt: at })
    .where(and(one(attendee), isOtherwise, holdsTicket))
    .returning({ id: registration.id })
  return changed.length === 1
}

/** Whose ticket a code is, if it is one of this organization. */
export async function findTicket(
  db: Database,
  { organizationId, code }: { organizationId: string; code: string },
): Promise<{ id: string; eventId: string; eventTitle: string } | null> {
  const [row] = await db
    .select({ id: registration.id, eventId: registration.eventId, eventTitle: event.title })
    .from(registration)
    .innerJoin(event, eq(event.id, registration.eventId))
    .where(and(eq(registration.ticketCode, code), eq(event.organizationId, organizationId)))
    .limit(1)
  return row ?? null
}

/** Addresses of organizers by their id, as far as they still have an account here. */
export async function listAddresses(db: Database, personIds: string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map()
  const rows = await db
    .select({ id: person.id, email: person.email })
    .from(person)
    .where(inArray(person.id, personIds))
    .limit(1_000)
  return new Map(rows.filter(({ email }) => !isErasedAddress(email)).map(({ id, email }) => [id, email]))
}

/** Somebody as the door finds them by name. */
export type NamedAttendee = {
  id: string
  firstName: string
  lastName: string
  status: AttendeeStatus
  checkedInAt: Date | null
}

/** Attendees whose name has every word of the search, or whose ticket's code begins so, by name; nothing else is looked at. */
export async function findByName(
  db: Database,
  eventId: string,
  { search, limit }: { search: string; limit: number },
): Promise<NamedAttendee[]> {
  const words = search.split(" ").filter(Boolean)
  const isNamed = and(
    ...words.map((word) => sql`${registration.sortName} like attendee_fold(${`%${literal(word)}%`})`),
  )
  const code = literal(search.replaceAll(/[\s-]/g, "").toUpperCase())
  const hasCode = code ? sql`${registration.ticketCode} like ${`${code}%`}` : undefined
  const { id, firstName, lastName, status, checkedInAt } = registration
  return db
    .select({ id, firstName, lastName, status, checkedInAt })
    .from(registration)
    .where(and(eq(registration.eventId, eventId), isNull(registration.purgedAt), or(isNamed, hasCode)))
    .orderBy(asc(registration.sortName), asc(registration.id))
    .limit(limit)
}

export type RecentCheckIn = {
  id: string
  firstName: string
  lastName: string
  checkedInAt: Date
  checkedInBy: string | null
}

/** The last people let in, the latest first. */
export async function listRecentCheckIns(
  db: Database,
  eventId: string,
  limit: number,
): Promise<RecentCheckIn[]> {
  // Written as the index has it: a plain `is not null` would read every attendee of the event.
  const at = sql`coalesce(${registration.checkedInAt}, 'infinity')`
  const rows = await db
    .select({
      id: registration.id,
      firstName: registration.firstName,
      lastName: registration.lastName,
      checkedInAt: registration.checkedInAt,
      checkedInBy: registration.checkedInBy,
    })
    .from(registration)
    .where(and(eq(registration.eventId, eventId), sql`${at} < 'infinity'`))
    .orderBy(desc(at), desc(registration.id))
    .limit(limit)
  return rows.flatMap(({ checkedInAt, ...row }) => (checkedInAt ? [{ ...row, checkedInAt }] : []))
}

/** How far the newest status GATE was to hear of each registration has come; those GATE was never told of are absent. */
export async function listStatusDeliveries(
  db: Database,
  registrations: { id: string }[],
): Promise<Map<string, Exclude<StatusDelivery, "kept_here">>> {
  if (registrations.length === 0) return new Map()
  const ids = registrations.map(({ id }) => id)
  const rows = await db
    .selectDistinctOn([gateTask.registrationId], {
      id: gateTask.registrationId,
      finishedAt: gateTask.finishedAt,
      lastFailure: gateTask.lastFailure,
    })
    .from(gateTask)
    .innerJoin(registration, eq(registration.personId, gateTask.personId))
    .where(
      and(
        inArray(registration.id, ids),
        eq(gateTask.registrationId, registration.id),
        eq(gateTask.kind, "set_status"),
      ),
    )
    .orderBy(gateTask.registrationId, desc(gateTask.createdAt), desc(gateTask.id))
  return new Map(
    rows.flatMap(({ id, finishedAt, lastFailure }) => {
      const state = finishedAt === null ? "waiting" : lastFailure === null ? "delivered" : "refused"
      return id ? [[id, state] as const] : []
    }),
  )
}
