import { dueAccountChanges } from "@/lib/account/carry-out"
import { runDueBulk } from "@/lib/attendees/bulk"
import { deleteOldChallenges } from "@/lib/db/queries/drafts"
import { deleteExpiredSessions } from "@/lib/db/queries/people"
import { deleteEndedBuckets } from "@/lib/db/queries/rate-limits"
import { listDueRegistrations } from "@/lib/db/queries/registrations"
import { deleteOldResubmissions } from "@/lib/db/queries/resubmissions"
import { dueAnswers } from "@/lib/profile/deliver-waiting"
import { advance } from "./advance"
import type { RegistrationContext } from "./context"
import { deliverMails } from "./deliver-mails"
import { type DueWork, roundsOf } from "./due"

/** As many calls in flight as the client allows itself (reliability G7). */
const atOnce = 8

const batchSize = 100

/** Drafts, codes and what was entered again are erased a day after they were begun. */
const draftLifetimeMs = 24 * 60 * 60_000

function dueRegistrations(context: RegistrationContext): DueWork {
  const { db, clock } = context
  return {
    list: () => listDueRegistrations(db, clock(), batchSize),
    work: (id) => advance(context, id),
    atOnce,
  }
}

/** Advances every registration that is due, by the request's own code. */
export function sweepRegistrations(context: RegistrationContext): Promise<void> {
  return roundsOf(dueRegistrations(context))()
}

async function deleteWhatEnded({ db, clock }: RegistrationContext): Promise<void> {
  const now = clock()
  const aDayAgo = new Date(now.getTime() - draftLifetimeMs)
  await deleteOldChallenges(db, aDayAgo)
  await deleteOldResubmissions(db, aDayAgo)
  await deleteExpiredSessions(db, now)
  await deleteEndedBuckets(db, now)
}

/** Everything that happens without a visitor, each to be repeated: none has to wait for another. */
export function choresOf(context: RegistrationContext) {
  return {
    registrations: roundsOf(dueRegistrations(context)),
    bulk: () => runDueBulk(context),
    answers: roundsOf(dueAnswers(context)),
    changes: roundsOf(dueAccountChanges(context)),
    mails: () => deliverMails(context),
    ended: () => deleteWhatEnded(context),
  }
}

/** Every chore once, one after the other. */
export async function sweep(context: RegistrationContext): Promise<void> {
  for (const chore of Object.values(choresOf(context))) await chore()
}
