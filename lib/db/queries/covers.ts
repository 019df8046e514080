import { and, eq, sql } from "drizzle-orm"
import type { EventCover } from "@/lib/domain/cover"
import type { Database } from "../database"
import { coverPicture } from "../schema/cover"
import { event } from "../schema/event"

export type CoverPicture = { name: string; bytes: Uint8Array<ArrayBuffer> }

/** A picture of a cover, whichever event's it is; null for what was never there or is gone. */
export async function findCoverPicture(
  db: Database,
  hash: string,
  name: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const [row] = await db
    .select({ bytes: coverPicture.bytes })
    .from(coverPicture)
    .where(and(eq(coverPicture.hash, hash), eq(coverPicture.name, name)))
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

/** Puts these pictures in the place of those an event has; none: it has none any more. */
export async function replaceCoverPictures(
  tx: Database,
  eventId: string,
  hash: string,
  pictures: CoverPicture[],
): Promise<void> {
  await tx.delete(coverPicture).where(eq(coverPicture.eventId, eventId))
  // One at a time: together they are megabytes in one statement.
  for (const picture of pictures) await tx.insert(coverPicture).values({ ...picture, eventId, hash })
}

/** Gives an event the cover of another one. */
export async function copyCover(tx: Database, from: string, to: string): Promise<void> {
  const original = tx.select({ cover: event.cover }).from(event).where(eq(event.id, from))
  await tx
    .update(event)
    .set({ cover: sql`(${original})` })
    .where(eq(event.id, to))
  await tx.insert(coverPicture).select(
    tx
      .select({
        eventId: sql<string>`${to}::uuid`.as("event_id"),
        name: coverPicture.name,
        hash: coverPicture.hash,
        bytes: coverPicture.bytes,
      })
      .from(coverPicture)
      .where(eq(coverPicture.eventId, from)),
  )
}
