import type { AttendeeQuery, AttendeeRow } from "@/lib/domain/attendee-query"
import type { EventScope } from "@/lib/organizers/scope"
import { type ListContext, largestPage, listAttendees } from "./list"

/** Everybody a query matches in its order, a page at a time: memory does not grow with their number. */
export async function* everyAttendee(
  context: ListContext,
  scope: EventScope,
  query: AttendeeQuery,
  pageSize = largestPage,
): AsyncGenerator<AttendeeRow[]> {
  let after: string | null = null
  do {
    const page = await listAttendees(context, scope, query, { after, limit: pageSize })
    if (page.isCursorRefused) throw new Error("The list refused its own cursor")
    if (page.rows.length > 0) yield page.rows
    after = page.next
  } while (after !== null)
}
