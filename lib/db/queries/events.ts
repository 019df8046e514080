import { and, asc, desc, eq, gt, is, isNotNull, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm"
import { PgTransaction } from "drizzle-orm/pg-core"
import type { Event, EventWithQuestions } from "@/lib/domain/event"
import type { NewQuestion, Question } from "@/lib/domain/question"
import type { Companion } from "../companion"
import type { Database } from "../database"
import { event, question } from "../schema/event"
import { insertTerms } from "./event-terms"

type EventRow = typeof event.$inferSelect

/** An event of a row as visitors see it. */
export function toEvent(row: EventRow): Event {
  const { organizationName, organizationId, publishedAt, archivedAt, createdAt, ...columns } = row
  const { termsVersion, languages, version, reindexAfter, overCapacity, ...known } = columns
  const { announcedRevision, announceAfter, announceAt, ...rest } = known
  const translations = offered(rest.translations, languages)
  const cover = rest.cover && { ...rest.cover, translations: offered(rest.cover.translations, languages) }
  return { ...rest, cover, translations, organization: { name: organizationName, id: organizationId } }
}

function toQuestion(row: typeof question.$inferSelect, languages: string[]): Question {
  const { eventId, position, version, archivedAt, ...rest } = row
  return { ...rest, translations: offered(rest.translations, languages) }
}

/** Words in the event's own language, or in one it is no longer offered in, are kept but not shown. */
function offered<Words>(translations: Record<string, Words>, [, ...others]: string[]): Record<string, Words> {
  return Object.fromEntries(Object.entries(translations).filter(([language]) => others.includes(language)))
}

const isPublic = and(isNotNull(event.publishedAt), isNull(event.archivedAt))

/** Published events that have not ended, the next one first; `words`: those alone that have each of them. */
export async function listPublishedEvents(
  db: Database,
  now: Date,
  {
    words = [],
    organizationId,
    limit = 100,
  }: { words?: string[]; organizationId?: string; limit?: number } = {},
): Promise<Event[]> {
  const isTheirs = organizationId === undefined ? undefined : eq(event.organizationId, organizationId)
  const rows = await db
    .select()
    .from(event)
    .where(and(isPublic, gt(event.endsAt, now), isTheirs, ...words.map(mentions)))
    .orderBy(asc(event.startsAt), asc(event.id))
    .limit(limit)
  return rows.map(toEvent)
}

/** The slugs of published events to come, for those who list addresses alone. */
export async function listPublishedSlugs(db: Database, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ slug: event.slug })
    .from(event)
    .where(and(isPublic, gt(event.endsAt, now)))
    .orderBy(asc(event.startsAt), asc(event.id))
    .limit(limit)
  return rows.map(({ slug }) => slug)
}

/** Whether an event has a word in its title, host or place, in any of its languages, whatever the accents. */
function mentions(word: string): SQL {
  const translated = (name: string) =>
    sql`jsonb_path_query_array(${event.translations}, ${`$.*.${name}`}::jsonpath)::text`
  const text = sql`concat_ws(' ', ${event.title}, ${event.host}, ${event.venueName}, ${event.venueAddress}, ${translated("title")}, ${translated("venueName")})`
  return sql`strpos(attendee_fold(${text}), attendee_fold(${word})) > 0`
}

/** Published events that have ended, those after `since` alone if it is given, the last one first. */
export async function listPastEvents(
  db: Database,
  now: Date,
  { since = new Date(0), organizationId, limit }: { since?: Date; organizationId?: string; limit: number },
): Promise<Event[]> {
  const isTheirs = organizationId === undefined ? undefined : eq(event.organizationId, organizationId)
  const rows = await db
    .select()
    .from(event)
    .where(and(isPublic, lte(event.endsAt, now), gt(event.endsAt, since), isTheirs))
    .orderBy(desc(event.startsAt), desc(event.id))
    .limit(limit)
  return rows.map(toEvent)
}

/** The latest published event of an organization, past ones among them. */
export async function findLatestPublished(db: Database, organizationId: string): Promise<Event | null> {
  const [row] = await db
    .select()
    .from(event)
    .where(and(isPublic, eq(event.organizationId, organizationId)))
    .orderBy(desc(event.startsAt), desc(event.id))
    .limit(1)
  return row ? toEvent(row) : null
}

type QuestionRow = typeof question.$inferSelect

/** The questions an event asks now, in order. */
async function listQuestions(db: Database, { id, languages }: EventRow): Promise<Question[]> {
  const rows: QuestionRow[] = await db
    .select()
    .from(question)
    .where(and(eq(question.eventId, id), isNull(question.archivedAt)))
    .orderBy(asc(question.position))
  return rows.map((row) => toQuestion(row, languages))
}

/**
 * Questions by event, with the version of the event they were read after: whoever changes a question makes a new one
 * first (`claimQuestions`, decision 0033). The row itself, with its places, is read every time.
 */
const knownQuestions = new Map<string, { version: number; questions: Question[] }>()

/** A question weighs about a kilobyte; more events than this are not visited at once. */
const mostKnown = 200

/** An event of a row with the questions asked now, in order. */
export async function withQuestions(db: Database, row: EventRow): Promise<EventWithQuestions> {
  const { id, version } = row
  // What a transaction sees may never be committed. Not `instanceof`: Next evaluates drizzle more than once.
  if (is(db, PgTransaction)) return { ...toEvent(row), questions: await listQuestions(db, row) }
  let known = knownQuestions.get(id)
  if (known?.version !== version) {
    known = { version, questions: await listQuestions(db, row) }
    knownQuestions.delete(id)
    knownQuestions.set(id, known)
    const [oldest] = knownQuestions.keys()
    if (knownQuestions.size > mostKnown && oldest !== undefined) knownQuestions.delete(oldest)
  }
  return { ...toEvent(row), questions: [...known.questions] }
}

/** The one event a condition finds, as it is stored and with the questions asked now. */
async function findEvent(
  db: Database,
  condition: SQL | undefined,
): Promise<{ row: EventRow; event: EventWithQuestions } | null> {
  const [row] = await db.select().from(event).where(condition).limit(1)
  return row ? { row, event: await withQuestions(db, row) } : null
}

/** The published event of a slug with its questions in order, or null. */
export async function findPublishedEvent(db: Database, slug: string): Promise<EventWithQuestions | null> {
  return (await findEvent(db, and(eq(event.slug, slug), isPublic)))?.event ?? null
}

/** An event that must exist because another row refers to it. */
export async function getEvent(db: Database, id: string): Promise<EventWithQuestions> {
  const [row] = await db.select().from(event).where(eq(event.id, id)).limit(1)
  if (!row) throw new Error(`Event ${id} is referred to but does not exist`)
  return withQuestions(db, row)
}

export type NewEvent = Omit<Event, "taken" | "waiting" | "cancelledAt" | "cancelReason" | "cover"> & {
  publishedAt: Date | null
  createdAt: Date
  languages: string[]
  questions: (NewQuestion & { id: string })[]
}

/** Inserts an event with its questions and the first wording of its terms in one transaction; false when the slug is taken. */
export async function insertEvent(
  db: Database,
  { questions, organization, ...values }: NewEvent,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const inserted = await tx
      .insert(event)
      .values({ ...values, organizationName: organization.name, organizationId: organization.id })
      .onConflictDoNothing({ target: event.slug })
      .returning({ id: event.id })
    if (inserted.length === 0) return false
    await insertTerms(tx, { ...values, eventId: values.id, version: 1 })
    const rows = questions.map((item, position) => ({ ...item, eventId: values.id, position }))
    if (rows.length > 0) await tx.insert(question).values(rows)
    return true
  })
}

export async function countEvents(db: Database): Promise<number> {
  return db.$count(event)
}

/**
 * Takes one place by a conditional update, the one mechanism that never oversold (reliability G3). False when the event
 * is full or cancelled, or when people wait for its places: only one of them, or an organizer for whom it is, goes past
 * them. Call it inside the transaction that inserts the registration. `along` is written either way.
 */
export async function claimPlace(
  db: Database,
  eventId: string,
  along: Companion[] = [],
  { isPastWaiting = false }: { isPastWaiting?: boolean } = {},
): Promise<boolean> {
  const claimed = await db
    .with(...along)
    .update(event)
    .set({ taken: sql`${event.taken} + 1` })
    .where(
      and(
        eq(event.id, eventId),
        isNull(event.cancelledAt),
        isPastWaiting ? undefined : eq(event.waiting, 0),
        or(isNull(event.capacity), lt(event.taken, event.capacity)),
      ),
    )
    .returning({ id: event.id })
  return claimed.length === 1
}

/**
 * Takes one place whether or not one is free: only for an organizer who was asked (`takePlace`). What exceeds the capacity
 * is written down in the same update, because the constraint lets `taken` exceed it by nothing else. Returns the counter.
 */
export async function claimPlaceBeyond(
  db: Database,
  eventId: string,
): Promise<{ taken: number; capacity: number }> {
  const [claimed] = await db
    .update(event)
    .set({
      taken: sql`${event.taken} + 1`,
      overCapacity: sql`greatest(${event.taken} + 1 - ${event.capacity}, 0)`,
    })
    .where(eq(event.id, eventId))
    .returning({ taken: event.taken, capacity: event.capacity })
  if (!claimed) throw new Error(`Event ${eventId} is registered for but does not exist`)
  return { taken: claimed.taken, capacity: claimed.capacity ?? claimed.taken }
}

/** Whether an event was cancelled, as a transaction sees it now. */
export async function isEventCancelled(tx: Database, eventId: string): Promise<boolean> {
  return (await tx.$count(event, and(eq(event.id, eventId), isNotNull(event.cancelledAt)))) === 1
}

/** Raises the capacity of a full event to `capacity`; false when that makes no place free. */
export async function raiseCapacity(db: Database, eventId: string, capacity: number): Promise<boolean> {
  const raised = await db
    .update(event)
    .set({ capacity, overCapacity: 0, version: sql`${event.version} + 1` })
    .where(and(eq(event.id, eventId), lt(event.capacity, capacity), lt(event.taken, capacity)))
    .returning({ id: event.id })
  return raised.length === 1
}

/** Gives one place back. Call it inside the transaction that ends the registration, once for each. */
export async function releasePlace(db: Database, eventId: string): Promise<void> {
  await db
    .update(event)
    .set({
      taken: sql`${event.taken} - 1`,
      overCapacity: sql`greatest(${event.taken} - 1 - ${event.capacity}, 0)`,
    })
    .where(eq(event.id, eventId))
}
