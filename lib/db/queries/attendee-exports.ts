import { and, desc, eq, gt } from "drizzle-orm"
import type { Database } from "../database"
import { attendeeExport } from "../schema/organizer"
import { person } from "../schema/person"

export type AttendeeExport = typeof attendeeExport.$inferSelect

export type NewAttendeeExport = Omit<AttendeeExport, "written" | "startedAt" | "finishedAt">

/** False when this one was asked for already: the id comes with the form. */
export async function insertExport(db: Database, values: NewAttendeeExport): Promise<boolean> {
  const inserted = await db
    .insert(attendeeExport)
    .values(values)
    .onConflictDoNothing()
    .returning({ id: attendeeExport.id })
  return inserted.length === 1
}

/** An export of this event by this organizer, asked for after `since`; null for everybody else's. */
export async function findExport(
  db: Database,
  { id, eventId, actorId, since }: { id: string; eventId: string; actorId: string; since: Date },
): Promise<AttendeeExport | null> {
  const [row] = await db
    .select()
    .from(attendeeExport)
    .where(
      and(
        eq(attendeeExport.id, id),
        eq(attendeeExport.eventId, eventId),
        eq(attendeeExport.actorId, actorId),
        gt(attendeeExport.createdAt, since),
      ),
    )
    .limit(1)
  return row ?? null
}

export async function setExportProgress(
  db: Database,
  id: string,
  progress: { written: number; startedAt?: Date | null; finishedAt?: Date | null },
): Promise<void> {
  await db.update(attendeeExport).set(progress).where(eq(attendeeExport.id, id))
}

/** The exports of an event, the newest first, each with the address of whoever made it (empty: no longer known). */
export async function listExports(
  db: Database,
  eventId: string,
  limit: number,
): Promise<(AttendeeExport & { actorEmail: string })[]> {
  const rows = await db
    .select({ made: attendeeExport, actorEmail: person.email })
    .from(attendeeExport)
    .leftJoin(person, eq(person.id, attendeeExport.actorId))
    .where(eq(attendeeExport.eventId, eventId))
    .orderBy(desc(attendeeExport.createdAt))
    .limit(limit)
  return rows.map(({ made, actorEmail }) => ({ ...made, actorEmail: actorEmail ?? "" }))
}
