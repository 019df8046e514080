import type { AppContext } from "@/lib/context"
import { attendeeFilter } from "@/lib/db/queries/attendee-filter"
import { type AttendeeOrder, attendeeOrder } from "@/lib/db/queries/attendee-order"
import { type AttendeeRecord, countByStatus } from "@/lib/db/queries/attendees"
import { countOtherTickets, findByName } from "@/lib/db/queries/check-in"
import { listNetworkCells } from "@/lib/db/queries/network-passes"
import { listVerificationCells } from "@/lib/db/queries/verification"
import { listPlacesInLine } from "@/lib/db/queries/waitlist"
import { type AttendeeStatus, attendeeStatuses } from "@/lib/domain/attendee"
import { answerColumnKey, attendeeColumns, codesAsWords } from "@/lib/domain/attendee-column"
import {
  type AttendeePage,
  type AttendeeQuery,
  type AttendeeRow,
  type AttendeeSort,
  attendeeSearchParams,
  noFilter,
} from "@/lib/domain/attendee-query"
import { verifiedQuestions } from "@/lib/domain/verification"
import { allows, type EventScope, requirePermission } from "@/lib/organizers/scope"
import { openCursor, sealCursor } from "./cursor"
import { type Count, findPage, type PageRequest } from "./find-page"
import { toAttendeeRow } from "./row"

/** What the list needs of a runtime. */
export type ListContext = Pick<AppContext, "db" | "keys">

const pageSize = 50

/** As many as fit under a thumb; who searches types more. */
const mostAtDoor = 8

/** No address asks for more at once. */
const largestPage = 200

/** Attendees of an event by status; the statuses nobody has are there with 0. */
export async function countAttendees(
  { db }: Pick<AppContext, "db">,
  scope: EventScope,
): Promise<Record<AttendeeStatus, number>> {
  requirePermission(scope, "view")
  return countStatuses(db, scope)
}

async function countStatuses(
  db: AppContext["db"],
  { event }: EventScope,
): Promise<Record<AttendeeStatus, number>> {
  const counts = await countByStatus(db, event.id)
  const entries = attendeeStatuses.map((status) => [status, counts.get(status) ?? 0])
  return Object.fromEntries(entries) as Record<AttendeeStatus, number>
}

/** How many of those who hold a ticket are in. */
export async function countInside(
  context: Pick<AppContext, "db">,
  scope: EventScope,
): Promise<{ inside: number; all: number }> {
  requirePermission(scope, "door")
  const counts = await countStatuses(context.db, scope)
  const others =
    counts.needs_attention + counts.removed > 0
      ? await countOtherTickets(context.db, scope.event.id)
      : { inside: 0, all: 0 }
  const inside = counts.checked_in
  return {
    inside: inside + others.inside,
    all: inside + counts.registered + counts.pending + others.all,
  }
}

/**
 * A page of the list. A cursor of another event, filter or order, or one nobody made, is not followed: the first page
 * comes with `isCursorRefused`.
 */
export async function listAttendees(
  { db, keys }: ListContext,
  scope: EventScope,
  query: AttendeeQuery,
  { after = null, limit = pageSize }: { after?: string | null; limit?: number } = {},
): Promise<AttendeePage> {
  requirePermission(scope, "view")
  const { event } = scope
  const list = `${event.id}?${attendeeSearchParams(query)}`
  const cursor = after === null ? null : openCursor(keys.fingerprint, list, after)
  const request = await listRequest({ db }, scope, query)
  const { found, count } = await findPage(db, {
    ...request,
    after: cursor?.after ?? null,
    limit: Math.min(limit, largestPage) + 1,
    count: cursor?.count ?? request.count,
  })
  const shown = found.slice(0, Math.min(limit, largestPage))
  const last = shown.at(-1)
  const hasMore = found.length > shown.length && last !== undefined
  return {
    rows: await withPlacesInLine(
      { db },
      event,
      await toRows(
        { db },
        event,
        shown.map(({ record }) => record),
      ),
    ),
    next: hasMore ? sealCursor(keys.fingerprint, list, { after: last.position, count }) : null,
    count,
    isCursorRefused: after !== null && cursor === null,
  }
}

/** Somebody the door found; `email` is empty for those who only help there. */
export type FoundAtDoor = {
  id: string
  name: string
  email: string
  status: AttendeeStatus
  isIn: boolean
}

/**
 * Whom somebody at the door searches for. Who may not see the list searches names and codes alone: what else a search
 * looks at could be read out of it letter by letter.
 */
export async function searchAtDoor(
  context: ListContext,
  scope: EventScope,
  search: string,
): Promise<{ found: FoundAtDoor[]; hasMore: boolean }> {
  requirePermission(scope, "door")
  if (!allows(scope, "view")) {
    const rows = await findByName(context.db, scope.event.id, { search, limit: mostAtDoor + 1 })
    const found = rows.slice(0, mostAtDoor).map(({ firstName, lastName, checkedInAt, ...row }) => ({
      ...row,
      name: `${firstName} ${lastName}`.trim(),
      email: "",
      isIn: checkedInAt !== null,
    }))
    return { found, hasMore: rows.length > mostAtDoor }
  }
  const query: AttendeeQuery = { ...noFilter, search, sort: { key: "name", direction: "asc" } }
  const { rows, next } = await listAttendees(context, scope, query, { limit: mostAtDoor })
  const found = rows.map(({ id, name, email, status, checkedInAt }) => ({
    ...{ id, name, email, status },
    isIn: checkedInAt !== null,
  }))
  return { found, hasMore: next !== null }
}

/**
 * Everybody a query matches in its order, so many at a time: memory does not grow with their number. A million rows of
 * an export grow the process by 29 MB; 200 at a time outlive V8's young generation, and it is 115 MB.
 */
export async function* everyAttendee(
  { db }: ListContext,
  scope: EventScope,
  query: AttendeeQuery,
  limit = 100,
): AsyncGenerator<AttendeeRow[]> {
  requirePermission(scope, "view")
  let request: PageRequest = { ...(await listRequest({ db }, scope, query)), after: null, limit }
  let isMore = true
  while (isMore) {
    const { found, count } = await findPage(db, request)
    const rows = await toRows(
      { db },
      scope.event,
      found.map(({ record }) => record),
    )
    if (rows.length > 0) yield rows
    request = { ...request, after: found.at(-1)?.position ?? null, count }
    isMore = found.length === limit
  }
}

/** Where those who wait stand in line. A file has no column for it, so an export never reads the line. */
async function withPlacesInLine(
  { db }: Pick<AppContext, "db">,
  event: EventScope["event"],
  rows: AttendeeRow[],
): Promise<AttendeeRow[]> {
  if (!rows.some(({ status }) => status === "waitlisted")) return rows
  const places = await listPlacesInLine(db, event)
  return rows.map((row) => {
    const placeInLine = places.get(row.id)
    return placeInLine === undefined ? row : { ...row, placeInLine }
  })
}

async function toRows(
  { db }: Pick<AppContext, "db">,
  { questions, hasNetworkPass }: EventScope["event"],
  records: AttendeeRecord[],
): Promise<AttendeeRow[]> {
  const isVerified = verifiedQuestions(questions).length > 0
  if (!hasNetworkPass && !isVerified) return records.map((record) => toAttendeeRow(record, questions))
  const ids = records.map(({ id }) => id)
  const passes = hasNetworkPass ? await listNetworkCells(db, ids) : null
  const verified = isVerified ? await listVerificationCells(db, ids) : null
  return records.map((record) => {
    const network = passes && (passes.get(record.id) ?? { state: "none" as const, account: null })
    return toAttendeeRow(record, questions, { network, verified: verified?.get(record.id) ?? null })
  })
}

/** A query as the database is asked, whichever page is wanted. */
async function listRequest(
  { db }: Pick<AppContext, "db">,
  scope: EventScope,
  query: AttendeeQuery,
): Promise<Pick<PageRequest, "search" | "order" | "total" | "count">> {
  const { event } = scope
  const statuses = await countByStatus(db, event.id)
  return {
    search: { eventId: event.id, ...attendeeFilter(query, event) },
    order: orderOf(scope, query.sort),
    total: sum([...statuses.values()]),
    count: knownCount(query, statuses),
  }
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Without a filter, or with one by status alone, the differences add up to the exact number. */
function knownCount(query: AttendeeQuery, statuses: Map<AttendeeStatus, number>): Count | null {
  const { status, ...others } = query.facets
  const isPlain =
    query.search === "" &&
    Object.keys({ ...others, ...query.traits }).length === 0 &&
    !query.registeredFrom &&
    !query.registeredTo
  if (!isPlain) return null
  const counted = [...statuses].filter(([name]) => !status || status.includes(name))
  return { value: sum(counted.map(([, count]) => count)), isExact: true }
}

/** The order of an event's list by one of its columns. */
export function orderOf({ event }: EventScope, { key, direction }: AttendeeSort): AttendeeOrder {
  const column = attendeeColumns(event, codesAsWords).find((candidate) => candidate.key === key)
  if (!column?.isSortable) throw new Error(`${key} is not a column the list can be ordered by`)
  const question = event.questions.find((candidate) => answerColumnKey(candidate.key) === key) ?? null
  return attendeeOrder(
    { key, values: column.options?.map(({ value }) => value) ?? null, question },
    direction,
  )
}
