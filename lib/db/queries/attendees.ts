import { and, eq, or, type SQL, sql } from "drizzle-orm"
import type { AttendeeStatus } from "@/lib/domain/attendee"
import type { Database } from "../database"
import { attendeeAnswer } from "../schema/attendee-answer"
import { attendeeCount } from "../schema/attendee-count"
import { registration } from "../schema/registration"
import { type AttendeeFilter, textArray } from "./attendee-filter"
import {
  type AttendeeOrder,
  byArrival,
  byTime,
  facetValue,
  keyText,
  type Segment,
  type SortKey,
} from "./attendee-order"

/** Where a page begins: after this row of the list. */
export type AttendeePosition = { rank: number; key: string; id: string }

/** Who is asked about. Nothing here is ever asked without the event. */
export type AttendeeSearch = AttendeeFilter & { eventId: string }

/** What the list shows of an attendee. */
const shown = {
  id: registration.id,
  firstName: registration.firstName,
  lastName: registration.lastName,
  email: registration.email,
  ticketCode: registration.ticketCode,
  status: registration.status,
  completion: registration.completion,
  createdAt: registration.createdAt,
  checkedInAt: registration.checkedInAt,
  badgePrintedAt: registration.badgePrintedAt,
  // As they are stored: a page of the list asks for questions' own keys only, and to split a million rows takes 5 s.
  answers: sql<Record<string, string>>`${registration.answers}`,
  delivery: sql<string | null>`${facetValue("delivery")}`,
}

export type AttendeeRecord = Pick<
  typeof registration.$inferSelect,
  Exclude<keyof typeof shown, "answers" | "delivery">
> & {
  answers: Record<string, string>
  delivery: string | null
}

/** An attendee on a page, and where a page would begin after them. */
export type FoundAttendee = { position: AttendeePosition; record: AttendeeRecord }

/** Segments of an order, from one to another, both included. */
export type Ranks = { first: number; last: number }

/** Codes are random, so the first ones by code are attendees picked at random. */
export const sampleSize = 1_000

function all(conditions: (SQL | null | undefined)[]): SQL {
  return and(...conditions.filter((condition) => condition !== null)) ?? sql`true`
}

/** Everybody who matches, to be found by an index. */
function ofEvent(search: AttendeeSearch, more: (SQL | null)[] = []): SQL {
  const { eventId, conditions, days, findable } = search
  return all([eq(registration.eventId, eventId), ...days, ...conditions, ...findable, ...more])
}

function orderBy(direction: AttendeeOrder["direction"], ...columns: SQL[]): SQL {
  const way = sql.raw(direction)
  return sql.join(
    columns.map((column) => sql`${column} ${way}`),
    sql`, `,
  )
}

function beyond(direction: AttendeeOrder["direction"], key: SortKey, id: SQL, from: AttendeePosition): SQL {
  const sign = sql.raw(direction === "asc" ? ">" : "<")
  return sql`(${key.column}, ${id}) ${sign} (${from.key}::${sql.raw(key.type)}, ${from.id}::uuid)`
}

/** How many attendees of an event have each status: the sum of all differences, always exact. */
export async function countByStatus(db: Database, eventId: string): Promise<Map<AttendeeStatus, number>> {
  const count = sql<number>`sum(${attendeeCount.change})`.mapWith(Number)
  const rows = await db
    .select({ status: sql<AttendeeStatus>`${attendeeCount.status}`, count })
    .from(attendeeCount)
    .where(eq(attendeeCount.eventId, eventId))
    .groupBy(attendeeCount.status)
  return new Map(rows.map((row) => [row.status, row.count]))
}

/** Counts matching attendees, but stops at `limit`. */
export async function countUpTo(db: Database, search: AttendeeSearch, limit: number): Promise<number> {
  const some = db.select({ one: sql`1` }).from(registration).where(ofEvent(search)).limit(limit).as("some")
  return db.$count(some)
}

/** What a sample says of one segment of an order. */
export type SampledSegment = {
  /** Of the event's attendees, how many match and belong to the segment. */
  share: number
  /** Sampled attendees who come before the first one that matches; 0 in an order of several segments. */
  lead: number
}

/**
 * What a sample of a thousand attendees says of those who match, by segment of the order: what is too rare to be in it
 * is absent. A page that begins `after` somebody has its lead counted from there.
 */
export async function sampleMatches(
  db: Database,
  search: AttendeeSearch,
  order: AttendeeOrder,
  after: AttendeePosition | null,
): Promise<Map<number, SampledSegment>> {
  const { direction, key, segments } = order
  const matches = all([...search.days, ...search.conditions])
  const isLater = after ? beyond(direction, key, sql`${registration.id}`, after) : sql`true`
  const inOrder = sql`order by ${isLater} desc, ${orderBy(direction, key.column, sql`${registration.id}`)}`
  const nth = segments.length === 1 ? sql`row_number() over (${inOrder})` : sql`1`
  const rows = await db
    .select({
      rank: sql<number>`rank`.mapWith(Number),
      share: sql<number>`count(*) / ${sampleSize}::float`.mapWith(Number),
      lead: sql<number>`min(nth) - 1`.mapWith(Number),
    })
    .from(
      sql`(select ${order.rank} as rank, ${nth} as nth, (${matches}) as is_match from (
        select * from ${registration} where ${eq(registration.eventId, search.eventId)}
        order by ${registration.ticketCode} limit ${sampleSize}
      ) as ${registration}) as sampled`,
    )
    .where(sql`is_match`)
    .groupBy(sql`rank`)
  return new Map(rows.map(({ rank, ...segment }) => [rank, segment]))
}

/** Columns of a page joined with what the list shows of its attendees: one question to the database instead of two. */
const onPage = {
  position: {
    id: sql<string>`page.id`,
    rank: sql<number>`page.rank`.mapWith(Number),
    key: sql<string>`page.key`,
  },
  record: shown,
}
const isOnPage = sql`${registration.id} = page.id`

/**
 * A page of an order when few attendees match: all of them are found by the filter's index and then sorted. `count` is
 * that of all who match. `ranks` narrows it to some neighbouring segments of the order.
 */
export async function sortMatches(
  db: Database,
  search: AttendeeSearch,
  order: AttendeeOrder,
  { after, limit, ranks }: { after: AttendeePosition | null; limit: number; ranks?: Ranks },
): Promise<{ found: FoundAttendee[]; count: number }> {
  const { direction } = order
  const only = ranks?.first === ranks?.last ? order.segments[ranks?.first ?? -1] : undefined
  const key = only && !only.answerOf ? only.key : order.key
  const matchKey = { column: sql`matched.key`, type: key.type }
  const isLater =
    after &&
    sql`(matched.rank > ${after.rank}::int or (matched.rank = ${after.rank}::int and ${beyond(direction, matchKey, sql`matched.id`, after)}))`
  const matches = sql`select ${registration.id} as id, ${order.rank} as rank, ${key.column} as key from ${registration}`
  const found = ranks
    ? inSegments(search, matches, order.segments, ranks)
    : sql`${matches} where ${ofEvent(search)}`
  const page = sql`(with matched as materialized (${found})
    select sorted.*, row_number() over () as nth, (select count(*) from matched) as count from (
      select id, rank, ${keyText(matchKey)} as key from matched where ${isLater ?? sql`true`}
      order by rank, ${orderBy(direction, sql`matched.key`, sql`id`)} limit ${limit}
    ) as sorted)`
  const rows = await db
    .select({ ...onPage, count: sql<number>`page.count`.mapWith(Number) })
    .from(sql`${page} as page`)
    .innerJoin(registration, isOnPage)
    .orderBy(sql`page.nth`)
  return { found: rows, count: rows[0]?.count ?? 0 }
}

/**
 * The members of some segments. The facets of several are looked up one by one: the planner takes 60 countries of which
 * it knows nothing for so many attendees that it would rather read the whole table.
 */
function inSegments(search: AttendeeSearch, matches: SQL, segments: Segment[], { first, last }: Ranks): SQL {
  const wanted = segments.slice(first, last + 1)
  const facets = wanted.flatMap(({ facet }) => facet ?? [])
  if (wanted.length === 1 || facets.length < wanted.length) {
    const members = or(...wanted.map((segment) => segment.members ?? sql`true`))
    return sql`${matches} where ${ofEvent(search, [members ?? null])}`
  }
  const hasFacet = sql`${registration.facets} @> array[wanted.facet]`
  return sql`select member.id, member.rank, member.key
    from unnest(${textArray(facets)}) with ordinality as wanted (facet, nth)
    cross join lateral (${matches} where ${ofEvent(search, [hasFacet])} offset 0) as member
    where member.rank = ${first}::int + wanted.nth - 1`
}

/**
 * The next matching attendees of one segment, along the index that has it in order. Reads at most `window` rows;
 * `isWhole` is false when it stopped there with fewer than `limit`.
 */
export async function walkSegment(
  db: Database,
  search: AttendeeSearch,
  segment: Segment,
  way: {
    direction: AttendeeOrder["direction"]
    after: AttendeePosition | null
    limit: number
    window: number
    rank: number
  },
): Promise<{ found: FoundAttendee[]; isWhole: boolean }> {
  const matches = all([...search.conditions, ...search.days, segment.isIndexed ? null : segment.members])
  const { limit, window, rank } = way
  const key = keyText({ ...segment.key, column: sql`numbered.key` })
  // The limit stands inside, before the join: behind it the rows may come in any order.
  const page = sql`(select id, ${rank}::int as rank, ${key} as key, nth, is_match
    from (select walked.*, row_number() over () as nth from (${walk(search, segment, matches, way)}) as walked) as numbered
    where is_match or nth = ${window} limit ${limit})`
  const rows = await db
    .select({ ...onPage, nth: sql<number>`page.nth`.mapWith(Number), isMatch: sql<boolean>`page.is_match` })
    .from(sql`${page} as page`)
    .innerJoin(registration, isOnPage)
    .orderBy(sql`page.nth`)
  const found = rows.filter((row) => row.isMatch)
  return { found, isWhole: found.length === limit || rows.at(-1)?.nth !== window }
}

function walk(
  { eventId, days, arrivals }: AttendeeSearch,
  { key, members, isIndexed, answerOf }: Segment,
  matches: SQL,
  { direction, after, window }: Parameters<typeof walkSegment>[3],
): SQL {
  const table = answerOf === undefined ? registration : attendeeAnswer
  const id = answerOf === undefined ? sql`${registration.id}` : sql`${attendeeAnswer.registrationId}`
  const start = after && beyond(direction, key, id, after)
  // Only the index by a time can begin and end with some.
  const range = key === byTime ? days : key === byArrival ? arrivals : []
  const among =
    answerOf === undefined ? (isIndexed ? members : null) : eq(attendeeAnswer.questionKey, answerOf)
  const where = all([eq(table.eventId, eventId), among, start, ...range])
  const inOrder = sql`from ${table} where ${where} order by ${orderBy(direction, key.column, id)} limit ${window}`
  if (answerOf === undefined)
    return sql`select ${id} as id, ${key.column} as key, (${matches}) as is_match ${inOrder}`
  // The inner limit keeps the planner from joining in another order than that of the answers.
  return sql`select ordered.id, ordered.key, (${matches}) as is_match
    from (select ${id} as id, ${key.column} as key ${inOrder}) as ordered
    cross join lateral (select * from ${registration} where ${registration.id} = ordered.id limit 1) as ${registration}`
}
