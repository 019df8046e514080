import { eq, type SQL, sql } from "drizzle-orm"
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

/** The version of an event's terms that was in force at `at`, the first one for anything before it, to be written as it is. */
export function versionInForce(eventId: string, at: Date): SQL<number> {
  const before = sql`terms.created_at <= ${at.toISOString()}::timestamptz`
  return sql`(
    select coalesce(max(terms.version) filter (where ${before}), min(terms.version), 1)
    from ${eventTerms} as terms where terms.event_id = ${eventId}::uuid)`
}

/** The same, read. */
export async function termsVersionAt(db: Database, eventId: string, at: Date): Promise<number> {
  const [row] = await db
    .select({ version: sql<number>`${versionInForce(eventId, at)}` })
    .from(sql`(values (1)) as one`)
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
