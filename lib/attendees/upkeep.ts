import type { AppContext } from "@/lib/context"
import {
  addUpCounts,
  deriveAgain,
  findReindex,
  listSpreadCounts,
  moveReindex,
} from "@/lib/db/queries/attendee-upkeep"

/** Adding up this many differences takes a millisecond; every page of the list does. */
const mostDifferences = 200

const eventsAtOnce = 20

/** Attendees whose list columns are derived anew in one statement, a second or so. */
const batchSize = 1_000

type UpkeepContext = Pick<AppContext, "db">

/** Adds up the counts of events that have more than `most` differences. Any number of machines may do it at once. */
export async function compactCounts({ db }: UpkeepContext, most = mostDifferences): Promise<void> {
  for (const eventId of await listSpreadCounts(db, most, eventsAtOnce)) {
    await addUpCounts(db, eventId)
  }
}

/**
 * Brings the list columns of the next attendees up to an event's changed questions. Two machines may do the same batch;
 * it comes out the same. Returns whether there is more to do.
 */
export async function reindexAttendees({ db }: UpkeepContext): Promise<boolean> {
  const reindex = await findReindex(db)
  if (!reindex) return false
  const last = await deriveAgain(db, reindex, batchSize)
  const isMoved = await moveReindex(db, reindex, last)
  return last !== null || !isMoved
}

/** What the attendee list needs done now and then: one short round of it. */
export async function keepUpAttendees(context: UpkeepContext): Promise<void> {
  await compactCounts(context)
  await reindexAttendees(context)
}
