import type { AppContext } from "@/lib/context"
import {
  findAnnouncement,
  findPlan,
  moveAnnouncement,
  noteTelling,
  oweNews,
} from "@/lib/db/queries/event-news"
import type { MailJob } from "@/lib/db/queries/mails"
import type { EventWithQuestions } from "@/lib/domain/event"
import { type EventNews, newsFor, planIn, planOf } from "@/lib/domain/event-news"

/** Mails owed in one transaction: some hundredths of a second. */
const batchSize = 500

/**
 * Owes a mail to everybody who has a ticket of an event that was cancelled, reinstated or moved, batch after batch. The
 * mails of a batch and how far it got are one transaction, so that a process that dies, or two at once, tell nobody twice.
 */
export async function oweEventNews({
  db,
  clock,
  newId,
}: Pick<AppContext, "db" | "clock" | "newId">): Promise<void> {
  for (;;) {
    const now = clock()
    const announcement = await findAnnouncement(db, now)
    if (!announcement) return
    await db.transaction(async (tx) => {
      const last = await oweNews(tx, announcement, { limit: batchSize, runAt: now, newId })
      await moveAnnouncement(tx, announcement, last)
    })
  }
}

/** What an owed mail has to tell now, in `language`, and the note that it is being told; null when nothing is left to say. */
export async function newsToTell(
  { db }: Pick<AppContext, "db">,
  { id, knownRevision, toldRevision }: MailJob,
  event: EventWithQuestions,
  language: string,
): Promise<EventNews | null> {
  const now = planIn(planOf(event), language)
  const known = await Promise.all(
    [knownRevision, toldRevision].map(async (revision) => {
      const plan = revision === null ? null : await findPlan(db, event.id, revision)
      return plan ? planIn(plan, language) : now
    }),
  )
  const news = newsFor(toldRevision === null ? known.slice(0, 1) : known, now)
  await noteTelling(db, id, event.revision)
  return news
}
