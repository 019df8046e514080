import { channel } from "node:diagnostics_channel"
import type { AppContext } from "@/lib/context"
import { markNewsTold } from "@/lib/db/queries/event-news"
import {
  dropMailJob,
  type MailJob,
  markMailRefused,
  markMailSent,
  postponeMail,
  takeDueMailJob,
  takeTicketMail,
} from "@/lib/db/queries/mails"
import type { MailMessage } from "@/lib/mail/message"
import { isMailError } from "@/lib/mail/transport"
import { composeMail } from "./compose-mail"
import { refundCode } from "./refund-code"

/** For whoever counts: `{ outcome: "sent" | "refused" | "failed" }` for codes asked for. Work to be done is no refusal. */
export const codeOutcomes = channel("gatehouse:code")

/** The mail of a sender that died is sent by another one after this long, as all work of the dead is free by then. */
const heldForMs = 15_000

/** Where the mail server was away, it is asked again after this long. */
const retryAfterMs = 60_000

/** More than are due at once, save after an outage: then the rest of a round comes before more of them. */
const batchSize = 50

/**
 * Sends one mail, unless what it would have said is no longer true. `compose`: by whoever has read already what it says.
 * @throws MailError when it was not handed over
 */
export async function deliverMail(
  context: AppContext,
  job: MailJob,
  compose: () => Promise<MailMessage | null> = () => composeMail(context, job),
): Promise<void> {
  const message = await compose()
  if (!message) {
    // Somebody who has been told before knows how things are; that they do is kept.
    if (job.kind === "event_news" && job.toldRevision !== null) return endNews(context, job)
    await dropMailJob(context.db, job.id)
    // Its code expired before any mail server had it.
    if (job.challengeId) await refundCode(context, context.db, job.id)
    return
  }
  await context.mail.send(message, job.id)
  if (job.kind === "event_news") return endNews(context, job)
  await markMailSent(context.db, job.id, context.clock())
  if (job.challengeId) codeOutcomes.publish({ outcome: "sent" })
}

/** Ends a mail with news of an event, or owes the next one when there are newer ones by now. */
function endNews({ db, clock, newId }: AppContext, { id }: MailJob): Promise<void> {
  return markNewsTold(db, id, { at: clock(), nextId: newId() })
}

/** The mail server will never take it. A code that nobody got costs nobody anything. */
async function giveUp(context: AppContext, { id, challengeId }: MailJob): Promise<void> {
  await markMailRefused(context.db, id, context.clock())
  if (!challengeId) return
  await refundCode(context, context.db, id)
  codeOutcomes.publish({ outcome: "failed" })
}

function later({ clock }: AppContext, ms: number): Date {
  return new Date(clock().getTime() + ms)
}

/** A server's final no ends a mail; anything else is tried again. */
async function deliverTaken(context: AppContext, job: MailJob): Promise<void> {
  try {
    await deliverMail(context, job)
  } catch (error) {
    context.log.error(
      { err: error, registration: job.registrationId ?? job.readerId, mail: job.kind },
      "a mail could not be sent",
    )
    if (isMailError(error) && !error.retryable) await giveUp(context, job)
    else await postponeMail(context.db, job.id, later(context, retryAfterMs))
  }
}

/** Sends the mails that are due. */
export async function deliverMails(context: AppContext): Promise<void> {
  for (let taken = 0; taken < batchSize; taken++) {
    const heldUntil = later(context, heldForMs)
    const job = await takeDueMailJob(context.db, { now: context.clock(), heldUntil })
    if (!job) return
    await deliverTaken(context, job)
  }
}

/** Sends the ticket of one registration, if it is due: everybody's own request does, and the sweeper what is left. */
export async function deliverTicket(context: AppContext, registrationId: string): Promise<void> {
  const heldUntil = later(context, heldForMs)
  const job = await takeTicketMail(context.db, registrationId, { now: context.clock(), heldUntil })
  if (job) await deliverTaken(context, job)
}
