import { eq, sql } from "drizzle-orm"
import type { Event } from "@/lib/domain/event"
import type { Database } from "../database"
import { eventTerms } from "../schema/event"

type Wording = Pick<Event, "terms" | "translations"> & { eventId: string; version: number; createdAt: Date }

/** Keeps a wording of an event's terms, in every language it has. */
export async function insertTerms(
  tx: Database,
  { eventId, version, createdAt, terms, translations }: Wording,
): Promise<void> {
  const translated = Object.entries(translations).flatMap(([language, words]) =>
    words.terms ? [[language, words.terms]] : [],
  )
  const values = { eventId, version, createdAt, text: terms, translations: Object.fromEntries(translated) }
  await tx.insert(eventTerms).values(values)
}

/** The version of an event's terms that was in force at `at`; the first one for anything before it. */
export async function termsVersionAt(db: Database, eventId: string, at: Date): Promise<number> {
  const { version, createdAt } = eventTerms

  const before = sql`${createdAt} <= ${at.toISOString()}::timestamptz`
  const [row] = await db
    .select({ version: sql<number>`coalesce(max(${version}) filter (where ${before}), min(${version}), 1)` })
    .from(eventTerms)
    .where(eq(eventTerms.eventId, eventId))
  return row?.version ?? 1
}

/** Every wording of an event's terms, the latest first. */
export async function listTerms(db: Database, eventId: string) {
  return db
    .select()
    .from(eventTerms)
    .where(eq(eventTerms.eventId, eventId))
    .orderBy(sql`${eventTerms.version} desc`)
}
