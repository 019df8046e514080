import { carryOutDue } from "@/lib/account/carry-out"
import { runDueBulk } from "@/lib/attendees/bulk"
import { deleteOldChallenges } from "@/lib/db/queries/drafts"
import { deleteExpiredSessions } from "@/lib/db/queries/people"
import { deleteEndedBuckets } from "@/lib/db/queries/rate-limits"
import { listDueRegistrations } from "@/lib/db/queries/registrations"
import { deleteOldResubmissions } from "@/lib/db/queries/resubmissions"
import { deliverAllWaiting } from "@/lib/profile/deliver-waiting"
import { advance } from "./advance"
import type { RegistrationContext } from "./context"
import { deliverMails } from "./deliver-mails"

/** As many calls in flight as the client allows itself (reliability G7). */
const concurrency = 8

const batchSize = 100

/** Drafts, codes and what was entered again are erased a day after they were begun. */
const draftLifetimeMs = 24 * 60 * 60_000

/** Advances every registration that is due, by the request's own code. */
export async function sweepRegistrations(context: RegistrationContext): Promise<void> {
  const due = await listDueRegistrations(context.db, context.clock(), batchSize)
  const worker = async () => {
    for (let id = due.shift(); id !== undefined; id = due.shift()) await advance(context, id)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}

/** One round of everything that happens without a visitor. */
export async function sweep(context: RegistrationContext): Promise<void> {
  await sweepRegistrations(context)
  await runDueBulk(context)
  await deliverAllWaiting(context)
  await carryOutDue(context)
  await deliverMails(context)
  const now = context.clock()
  const aDayAgo = new Date(now.getTime() - draftLifetimeMs)
  await deleteOldChallenges(context.db, aDayAgo)
  await deleteOldResubmissions(context.db, aDayAgo)
  await deleteExpiredSessions(context.db, now)
  await deleteEndedBuckets(context.db, now)
}
