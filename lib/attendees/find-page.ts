import type { Database } from "@/lib/db/database"
import type { AttendeeOrder, Segment } from "@/lib/db/queries/attendee-order"
import {
  type AttendeePosition,
  type AttendeeSearch,
  countUpTo,
  type FoundAttendee,
  type SampledSegment,
  sampleMatches,
  sampleSize,
  sortMatches,
  walkSegment,
} from "@/lib/db/queries/attendees"

/**
 * Matches are counted up to here; of more it is said that there are more. Counting reads every one of them where it is
 * stored, and as many again that only look like it to the trigrams: of 11,000 "maria" among 900,000 the first 5,000 took
 * 45 ms of CPU.
 */
export const mostCounted = 2_000

/** Rows read along an index before the filter's index is asked after all: about 100 ms. */
const longestWalk = 50_000

const shortestWalk = 1_000

/** A page's matches meet the reader within so many times the rows they should, but for once in 30,000 times. */
const walkMargin = 1.6

/** Matches are taken to come late in an order when chance would bring them so late once in so many times. */
const lateOnceIn = 20

/** A sample leaves no doubt when chance would make it once in so many times. */
const doubtOnceIn = 10_000

/** Neighbouring segments that are sorted together; countries are 250, and most of them have nobody. */
const mostTogether = 60

export type Count = { value: number; isExact: boolean }

export type PageRequest = {
  search: AttendeeSearch
  order: AttendeeOrder
  /** Attendees of the event. */
  total: number
  after: AttendeePosition | null
  limit: number
  /** What is known: of a list without filter, or counted for its first page. */
  count: Count | null
}

export type FoundPage = { found: FoundAttendee[]; count: Count }

/**
 * A page, and how many match in all. There are two ways, and the cheaper one is taken: where few match, the
 * filter's index finds all of them and they are sorted; where many match, an index that has them in order meets the next
 * ones soon.
 */
export async function findPage(db: Database, request: PageRequest): Promise<FoundPage> {
  const { search, order, total, count } = request
  if (isPlain(search) && order.segments.every(({ isIndexed }) => isIndexed)) {
    const found = await walkSegments(db, request, new Map())
    return { found, count: count ?? { value: total, isExact: true } }
  }
  if (total <= sampleSize || (count?.isExact && count.value <= worthSorting(request)))
    return sortAll(db, request)
  const sample = await sampleMatches(db, search, order, request.after)
  const share = [...sample.values()].reduce((sum, part) => sum + part.share, 0)
  if (!count && share * total <= mostCounted) return sortAll(db, request)
  const [found, counted] = await Promise.all([
    walkSegments(db, request, sample),
    count ?? countMatches(db, request, share),
  ])
  return { found, count: counted }
}

function isPlain({ conditions, days }: AttendeeSearch): boolean {
  return conditions.length + days.length === 0
}

/**
 * So many matches take as long to fetch and sort as it takes to meet `limit` of them along an index: of 1,000,000 every
 * 280th, 3,500 in all, because a row of the table's own order costs a quarter of one met at random.
 */
function worthSorting({ total, limit }: Pick<PageRequest, "total" | "limit">): number {
  return Math.sqrt(total * limit) / 2
}

/** Counts unless the sample, drawn by random codes, leaves no doubt that more match than are counted. */
async function countMatches(db: Database, { search, total }: PageRequest, share: number): Promise<Count> {
  const expectedAtMost = (mostCounted / total) * sampleSize
  if (chanceOfAtLeast(share * sampleSize, expectedAtMost) < 1 / doubtOnceIn) {
    return { value: mostCounted, isExact: false }
  }
  const value = await countUpTo(db, search, mostCounted + 1)
  return { value: Math.min(value, mostCounted), isExact: value <= mostCounted }
}

/** Of a Poisson distribution: how probable `count` or more are where `expected` are to be expected. */
function chanceOfAtLeast(count: number, expected: number): number {
  let chance = Math.exp(-expected)
  let below = 0
  for (let nth = 0; nth < count; nth += 1) {
    below += chance
    chance *= expected / (nth + 1)
  }
  return Math.max(0, 1 - below)
}

async function sortAll(
  db: Database,
  { search, order, after, limit, count }: PageRequest,
): Promise<FoundPage> {
  const page = await sortMatches(db, search, order, { after, limit })
  return { found: page.found, count: count ?? { value: page.count, isExact: true } }
}

/**
 * Fills the page from one segment after the other; neighbours with few attendees are sorted together, and so is one whose
 * matches begin far away: whoever sorts by name and searches for "katarzyna" meets a third of all others first.
 */
async function walkSegments(
  db: Database,
  request: PageRequest,
  sample: Map<number, SampledSegment>,
): Promise<FoundAttendee[]> {
  const { search, order, total } = request
  const found: FoundAttendee[] = []
  const isSorted = (rank: number, segment: Segment) => {
    if (segment.isIndexed && isPlain(search)) return false
    const sampled = sample.get(rank)
    return !sampled || sampled.share * total <= worthSorting(request) || isLate(sampled)
  }
  let first = request.after?.rank ?? 0
  while (first < order.segments.length && found.length < request.limit) {
    const after = request.after?.rank === first ? request.after : null
    const rest = { ...request, after, limit: request.limit - found.length }
    const last = lastTogether(order.segments, first, isSorted)
    const part =
      last === null
        ? await findInSegment(db, rest, first, sample.get(first))
        : (await sortMatches(db, search, order, { ...rest, ranks: { first, last } })).found
    found.push(...part)
    first = (last ?? first) + 1
  }
  return found
}

/**
 * Whether the matches, were they spread evenly, would have begun earlier; and sorting them costs less than reading what
 * comes before, each of which costs half as much.
 */
function isLate({ share, lead }: SampledSegment): boolean {
  return (1 - share) ** lead < 1 / lateOnceIn && 2 * share * sampleSize < lead
}

/** The last of the segments from `first` on that are sorted together, or null when this one is walked. */
function lastTogether(
  segments: Segment[],
  first: number,
  isSorted: (rank: number, segment: Segment) => boolean,
): number | null {
  let last: number | null = null
  for (const [offset, segment] of segments.slice(first, first + mostTogether).entries()) {
    if (!isSorted(first + offset, segment) || (segment.isUnlisted && offset > 0)) break
    last = first + offset
  }
  return last
}

async function findInSegment(
  db: Database,
  { search, order, after, limit }: PageRequest,
  rank: number,
  sampled: SampledSegment | undefined,
): Promise<FoundAttendee[]> {
  const segment = order.segments[rank]
  if (!segment) return []
  const isEveryRow = segment.isIndexed && isPlain(search)
  const window = isEveryRow || !sampled ? limit : walkWindow(limit, sampled)
  const way = { direction: order.direction, after, limit, window, rank }
  const { found, isWhole } = await walkSegment(db, search, segment, way)
  if (isWhole) return found
  return (await sortMatches(db, search, order, { after, limit, ranks: { first: rank, last: rank } })).found
}

/** Rows to read before sorting is tried after all; the fewer matches the sample has, the less is its share to be trusted. */
function walkWindow(limit: number, { share }: SampledSegment): number {
  const doubt = 1 + 4 / Math.sqrt(share * sampleSize)
  const expected = Math.ceil((limit / share) * walkMargin * doubt)
  return Math.min(longestWalk, Math.max(shortestWalk, expected))
}
