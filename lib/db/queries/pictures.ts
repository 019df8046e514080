import { and, eq, sql } from "drizzle-orm"
import type { EventCover } from "@/lib/domain/cover"
import type { Database } from "../database"
import { event } from "../schema/event"
import { pageContent } from "../schema/page-content"
import { eventPicture } from "../schema/picture"

/** A picture in one width and format. */
export type PictureFile = { name: string; bytes: Uint8Array<ArrayBuffer> }

/** One file of a picture, whichever event's it is; null for what was never there or is gone. */
export async function findPictureFile(
  db: Database,
  hash: string,
  name: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const [row] = await db
    .select({ bytes: eventPicture.bytes })
    .from(eventPicture)
    .where(and(eq(eventPicture.hash, hash), eq(eventPicture.name, name)))
    .limit(1)
  return row?.bytes ?? null
}

/** What is said of an event's cover, words in languages it is no longer offered in among it. */
export async function findCover(db: Database, eventId: string): Promise<EventCover | null> {
  const [row] = await db.select({ cover: event.cover }).from(event).where(eq(event.id, eventId)).limit(1)
  return row?.cover ?? null
}

/** Sets what is said of an event's cover, if that still is `stored`; false when it is not. */
export async function updateCover(
  tx: Database,
  eventId: string,
  stored: EventCover | null,
  cover: EventCover | null,
): Promise<boolean> {
  const updated = await tx
    .update(event)
    .set({ cover })
    .where(
      and(
        eq(event.id, eventId),
        sql`${event.cover} is not distinct from ${stored && JSON.stringify(stored)}::jsonb`,
      ),
    )
    .returning({ id: event.id })
  return updated.length === 1
}

/** Keeps the files of a picture of an event. Two speakers with the same picture share them. */
export async function insertPictureFiles(
  tx: Database,
  eventId: string,
  hash: string,
  files: PictureFile[],
): Promise<void> {
  // One at a time: together they are megabytes in one statement.
  for (const file of files)
    await tx
      .insert(eventPicture)
      .values({ ...file, eventId, hash })
      .onConflictDoNothing()
}

/** The pictures an event and its page speak of: `hash`, and how many `widths` each has. */
export const picturesOf = sql`(
  select ${event.id} as event_id, ${event.cover} as picture from ${event}
  union all
  select ${pageContent.eventId}, speaker -> 'picture'
    from ${pageContent}, jsonb_array_elements(${pageContent.speakers}) as speaker
)`

/** Removes the files of pictures that an event shows no longer. */
export async function deleteUnusedPictures(tx: Database, eventId: string): Promise<void> {
  await tx.delete(eventPicture).where(
    and(
      eq(eventPicture.eventId, eventId),
      sql`not exists (
        select from ${picturesOf} as shown
        where shown.event_id = ${eventId} and shown.picture ->> 'hash' = ${eventPicture.hash}
      )`,
    ),
  )
}

/** Gives an event the cover of another one, and the files of all its pictures. */
export async function copyPictures(tx: Database, from: string, to: string): Promise<void> {
  const original = tx.select({ cover: event.cover }).from(event).where(eq(event.id, from))
  await tx
    .update(event)
    .set({ cover: sql`(${original})` })
    .where(eq(event.id, to))
  await tx.insert(eventPicture).select(
    tx
      .select({
        eventId: sql<string>`${to}::uuid`.as("event_id"),
        name: eventPicture.name,
        hash: eventPicture.hash,
        bytes: eventPicture.bytes,
      })
      .from(eventPicture)
      .where(eq(eventPicture.eventId, from)),
  )
}
