import { and, asc, desc, eq, sql } from "drizzle-orm"
import type { HistoryEntry } from "@/lib/domain/attendee-detail"
import { isErasedAddress } from "@/lib/domain/erased-person"
import type { Database } from "../database"
import { event } from "../schema/event"
import { gateRecord } from "../schema/gate-sync"
import { person } from "../schema/person"
import { registration, registrationEvent } from "../schema/registration"

/** What GATE said of a registration at the last walk through its records, or null. */
export async function findKeptRecord(
  db: Database,
  registrationId: string,
): Promise<{ record: Record<string, unknown>; seenAt: Date } | null> {
  const [row] = await db
    .select({ record: gateRecord.record, seenAt: gateRecord.seenAt })
    .from(gateRecord)
    .where(eq(gateRecord.registrationId, registrationId))
    .orderBy(desc(gateRecord.seenAt))
    .limit(1)
  return row ?? null
}

/** The trail of a registration from its beginning, with the organizers who acted. */
export async function listHistory(db: Database, registrationId: string): Promise<HistoryEntry[]> {
  const rows = await db
    .select({
      name: registrationEvent.name,
      at: registrationEvent.at,
      detail: registrationEvent.detail,
      actorId: registrationEvent.actorId,
      email: person.email,
    })
    .from(registrationEvent)
    .leftJoin(person, eq(person.id, registrationEvent.actorId))
    .where(eq(registrationEvent.registrationId, registrationId))
    .orderBy(asc(registrationEvent.id))
    .limit(1_000)
  return rows.map(({ actorId, email, ...entry }) => {
    const isKnown = email !== null && !isErasedAddress(email)
    return { ...entry, by: actorId === null ? null : isKnown ? email : "" }
  })
}

/** Makes an exception of the event's edit deadline for one registration. */
export async function setEditDeadline(tx: Database, id: string, at: Date): Promise<void> {
  await tx.update(registration).set({ editDeadline: at }).where(eq(registration.id, id))
}

/** Whether an organization has a record of a person in GATE already, by another of its events. */
export async function isKnownTo(
  db: Database,
  { organizationId, personId }: { organizationId: string; personId: string },
): Promise<boolean> {
  const [row] = await db
    .select({ id: registration.id })
    .from(registration)
    .innerJoin(event, eq(event.id, registration.eventId))
    .where(
      and(
        eq(registration.personId, personId),
        eq(event.organizationId, organizationId),
        sql`${registration.gateExtraId} is not null`,
      ),
    )
    .limit(1)
  return row !== undefined
}
