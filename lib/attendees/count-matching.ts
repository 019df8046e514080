import { attendeeFilter } from "@/lib/db/queries/attendee-filter"
import { countUpTo } from "@/lib/db/queries/attendees"
import type { AttendeeQuery } from "@/lib/domain/attendee-query"
import type { EventScope } from "@/lib/organizers/scope"
import type { ListContext } from "./list"

/** PostgreSQL's largest integer: no event has more attendees. */
const noLimit = 2_147_483_647

/** Exactly how many attendees match, however many: reads all of them, so it is for an export, not for every key. */
export function countMatching(
  { db }: Pick<ListContext, "db">,
  { event }: EventScope,
  query: AttendeeQuery,
): Promise<number> {
  return countUpTo(db, { eventId: event.id, ...attendeeFilter(query, event) }, noLimit)
}
