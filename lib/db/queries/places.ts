import { and, asc, gt, isNotNull, isNull, sql } from "drizzle-orm"
import type { Database } from "../database"
import { event } from "../schema/event"

export type PlacesLeft = { slug: string; left: number }

/** Places left at published events to come that have a limit, the next ones first. */
export async function listPlacesLeft(db: Database, now: Date, limit = 100): Promise<PlacesLeft[]> {
  const isPublic = and(isNotNull(event.publishedAt), isNull(event.archivedAt), gt(event.endsAt, now))
  return db
    .select({ slug: event.slug, left: sql<number>`${event.capacity} - ${event.taken}`.mapWith(Number) })
    .from(event)
    .where(and(isPublic, isNotNull(event.capacity)))
    .orderBy(asc(event.startsAt))
    .limit(limit)
}
