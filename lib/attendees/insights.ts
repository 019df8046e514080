import type { AppContext } from "@/lib/context"
import { countGateProblems, listProblemRecords, type ProblemRecord } from "@/lib/db/queries/gate-records"
import {
  countInsightPart,
  type DroppedFields,
  type InsightCursor,
  listDroppedFields,
} from "@/lib/db/queries/insights"
import { countWaited } from "@/lib/db/queries/waitlist"
import { eventDay } from "@/lib/domain/event-time"
import type { GateProblem } from "@/lib/domain/gate-problem"
import { addCounts, countedQuestions, type InsightCounts, noCounts } from "@/lib/domain/insights"
import type { EventScope } from "@/lib/organizers/scope"

type InsightContext = Pick<AppContext, "db" | "clock" | "log">

export type Insights = {
  asOf: Date
  counts: InsightCounts
  dropped: DroppedFields[]
  problems: Partial<Record<GateProblem, number>>
  records: ProblemRecord[]
  /** Who asked for a place when none was left, and how many of them got one. */
  waited: { asked: number; placed: number }
}

/** Attendees one statement counts: some 50 ms on PGlite, where everything else waits as long. */
const partSize = 2_000

/** Named one by one on the page. */
const mostListed = 50

const lifetimeMs = 60_000

/** Counts an event's attendees part by part, so that other work gets its turn between two parts. */
export async function countInsights(
  { db, clock }: InsightContext,
  { event }: Pick<EventScope, "event">,
  limit = partSize,
): Promise<Insights> {
  const asOf = clock()
  const counts = noCounts()
  const day = eventDay(event)
  const { hasNetworkPass, timeZone } = event
  const request = {
    ...{ eventId: event.id, timeZone, day, hasNetworkPass, asOf },
    ...countedQuestions(event.questions),
  }
  let after: InsightCursor | null = null
  do {
    const part = await countInsightPart(db, request, after, limit)
    addCounts(counts, part.rows)
    after = part.next
  } while (after !== null)
  return {
    asOf,
    counts,
    dropped: await listDroppedFields(db, event.id, 1_000),
    problems: await countGateProblems(db, event.slug),
    records: await listProblemRecords(db, event, mostListed),
    waited: await countWaited(db, event.id),
  }
}

type Entry = { version: number; last: Insights | null; counting: Promise<Insights> | null }

// Next evaluates a module once for pages and once for routes.
const slot: { [key: symbol]: Map<string, Entry> | undefined } = globalThis as never
const slotKey = Symbol.for("gatehouse.insights")

/** Events whose numbers one process keeps. */
const mostKept = 200

function entryOf({ id, version }: EventScope["event"]): Entry {
  slot[slotKey] ??= new Map()
  const entries = slot[slotKey]
  const known = entries.get(id)
  const entry = known?.version === version ? known : { version, last: null, counting: null }
  entries.delete(id)
  entries.set(id, entry)
  const [oldest] = entries.keys()
  if (entries.size > mostKept && oldest !== undefined) entries.delete(oldest)
  return entry
}

function count(context: InsightContext, scope: EventScope, entry: Entry): Promise<Insights> {
  entry.counting ??= countInsights(context, scope)
    .then((insights) => {
      entry.last = insights
      return insights
    })
    .finally(() => {
      entry.counting = null
    })
  return entry.counting
}

/**
 * An event's numbers, at most a minute old where they can be counted within `patienceMs`; otherwise the last ones, and
 * null before the first. Whoever asks, they are counted once at a time for each event and process.
 */
export async function readInsights(
  context: InsightContext,
  scope: EventScope,
  patienceMs = 1_500,
): Promise<Insights | null> {
  const entry = entryOf(scope.event)
  const age = entry.last ? context.clock().getTime() - entry.last.asOf.getTime() : Number.POSITIVE_INFINITY
  if (age < lifetimeMs) return entry.last
  const counting = count(context, scope, entry).catch((error: unknown) => {
    context.log.error({ err: error }, "an event's numbers could not be counted")
    return null
  })
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs)
  })
  const counted = await Promise.race([counting, patience]).finally(() => clearTimeout(timer))
  return counted ?? entry.last
}
