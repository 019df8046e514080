import { deleteOldChallenges } from "@/lib/db/queries/drafts"
import { deleteExpiredSessions } from "@/lib/db/queries/people"
import { deleteEndedBuckets } from "@/lib/db/queries/rate-limits"
import { listDueRegistrations } from "@/lib/db/queries/registration-claims"
import { deleteOldResubmissions } from "@/lib/db/queries/resubmissions"
import { advance } from "@/lib/delivery/advance"
import { dueAnswers } from "@/lib/delivery/deliver-waiting"
import { type DueWork, roundsOf } from "@/lib/delivery/due"
import { dueGateTasks, performDueTasks } from "@/lib/delivery/perform-task"
import { runDueBulk } from "@/lib/desk/bulk"
import { deliverMails } from "@/lib/outbox/deliver-mails"
import { oweEventNews } from "@/lib/outbox/event-news"
import { sweepWaitlists } from "@/lib/registration/pass-on-places"
import { dueWallets, forgetSpentPasses } from "@/lib/wallet/tell-wallets"
import type { AppContext } from "./context"

/** As many calls in flight as the client allows itself (reliability G7). */
const atOnce = 8

const batchSize = 100

/** Drafts, codes and what was entered again are erased a day after they were begun. */
const draftLifetimeMs = 24 * 60 * 60_000

function dueRegistrations(context: AppContext): DueWork {
  const { db, clock } = context
  return {
    list: () => listDueRegistrations(db, clock(), batchSize),
    work: (id) => advance(context, id),
    atOnce,
  }
}

/** Advances every registration that is due, by the request's own code. */
export function sweepRegistrations(context: AppContext): Promise<void> {
  return roundsOf(dueRegistrations(context))()
}

async function deleteWhatEnded(context: AppContext): Promise<void> {
  const { db, clock } = context
  const now = clock()
  const aDayAgo = new Date(now.getTime() - draftLifetimeMs)
  await deleteOldChallenges(db, aDayAgo)
  await deleteOldResubmissions(db, aDayAgo)
  await deleteExpiredSessions(db, now)
  await deleteEndedBuckets(db, now)
  await forgetSpentPasses(context)
}

/** Everything that happens without a visitor, each to be repeated: none has to wait for another. */
export function choresOf(context: AppContext) {
  return {
    registrations: roundsOf(dueRegistrations(context)),
    bulk: () => runDueBulk(context),
    answers: roundsOf(dueAnswers(context)),
    tasks: roundsOf(dueGateTasks(context)),
    wallets: roundsOf(dueWallets(context)),
    news: () => oweEventNews(context),
    waitlists: () => sweepWaitlists(context),
    mails: () => deliverMails(context),
    ended: () => deleteWhatEnded(context),
  }
}

/** What somebody's act left to be done for one registration, with GATE and the mail server; for behind their answer. */
export async function sweepRegistration(context: AppContext, id: string): Promise<void> {
  await performDueTasks(context)
  await advance(context, id)
  await deliverMails(context)
}

/** Every chore once, one after the other. */
export async function sweep(context: AppContext): Promise<void> {
  for (const chore of Object.values(choresOf(context))) await chore()
}
