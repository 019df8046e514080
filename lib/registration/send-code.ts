import type { AppContext } from "@/lib/context"
import type { Transaction } from "@/lib/db/database"
import { type EmailChallenge, findChallenge, putCode, withdrawCode } from "@/lib/db/queries/drafts"
import { dropMailJob, type MailJob, oweCodeMail, takeOwedCodeMail } from "@/lib/db/queries/mails"
import type { CodeMailKind } from "@/lib/db/schema/mail"
import { AppError } from "@/lib/domain/errors"
import type { Event } from "@/lib/domain/event"
import { codeLifetimeMs, newCodeNonce, resendAfterMs } from "@/lib/outbox/code"
import { writeCodeMail } from "@/lib/outbox/compose-mail"
import { codeOutcomes, deliverMail } from "@/lib/outbox/deliver-mails"
import { refundCode } from "@/lib/outbox/refund-code"
import { type Asker, chargeCode } from "./code-limits"

export type CodeRequest = Asker & {
  challengeId: string
  email: string
  /** Of the mail. */
  language: string
  /** Another mail than the one that asks for the code. */
  mail?: CodeMailKind
  /** What the code is for, where that is in hand; null: for signing in. Looked up when left out. */
  event?: Event | null
  /** Writes what is kept along with the challenge, in its transaction. */
  keep?: (tx: Transaction, challengeId: string) => Promise<void>
}

/** `notSent` says why there is no new mail while the code sent before is still the live one; null when there is. */
export type CodeSent = { challengeId: string; notSent: AppError | null }

/** A mail whose request was killed is sent by the sweeper after this long. */
const takenForMs = 10_000

/**
 * Sends a fresh code for a challenge and makes it the only live one. Within 30 s of the last code nothing is sent and
 * the old one stays: a double click is one mail. A challenge that is proved already is never reopened: the request goes
 * on under a new id. Code, allowance and mail are committed together; the mail is sent right after, and by the sweeper
 * when this process ends in between.
 * @throws AppError `too_many_codes`, `work_needed`, `address_resting`, `mail_failed`
 */
export async function sendCode(context: AppContext, request: CodeRequest): Promise<CodeSent> {
  const { db, clock, newId } = context
  const { challengeId, email } = request
  const now = clock()
  let issued: IssuedCode | "too_soon" | "proved"
  try {
    issued = await issueCode(context, request)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code !== "work_needed") codeOutcomes.publish({ outcome: "refused" })
    // Looked up again: the other half of a double click may have taken the last code meanwhile.
    const live = await findChallenge(db, challengeId)
    const isLive = live?.email === email && live.expiresAt > now
    if (!isLive || error.code === "address_resting") throw error
    await keepAlong(context, request)
    return { challengeId, notSent: error }
  }
  if (issued === "proved") return sendCode(context, { ...request, challengeId: newId() })
  if (issued === "too_soon") return repeatRequest(context, request)
  await mailCode(context, request, issued)
  return { challengeId, notSent: null }
}

/** A code and the mail that is owed for it. */
type IssuedCode = Pick<EmailChallenge, "id" | "email" | "codeNonce" | "language" | "expiresAt"> & {
  job: MailJob
}

/** Another request within half a minute: the mail is sent if it never was, by a process that was killed. */
async function repeatRequest(context: AppContext, request: CodeRequest): Promise<CodeSent> {
  const { db, clock } = context
  const { challengeId } = request
  const now = clock()
  await keepAlong(context, request)
  const challenge = await findChallenge(db, challengeId)
  const job = await takeOwedCodeMail(db, challengeId, { now, retryAt: takenUntil(now) })
  if (!challenge || !job) return { challengeId, notSent: new AppError("code_too_soon") }
  await mailCode(context, request, { ...challenge, job })
  return { challengeId, notSent: null }
}

async function keepAlong({ db }: AppContext, { keep, challengeId }: CodeRequest): Promise<void> {
  if (keep) await db.transaction((tx) => keep(tx, challengeId))
}

function takenUntil(now: Date): Date {
  return new Date(now.getTime() + takenForMs)
}

/** Rolls a transaction back that found nothing to do. */
class NotStored extends Error {
  constructor(readonly why: "too_soon" | "proved") {
    super(why)
  }
}

async function issueCode(
  context: AppContext,
  request: CodeRequest,
): Promise<IssuedCode | "too_soon" | "proved"> {
  const { db, clock, newId } = context
  const { challengeId, email, language, mail = "code", keep } = request
  const sentAt = clock()
  const expiresAt = new Date(sentAt.getTime() + codeLifetimeMs)
  const codeNonce = newCodeNonce()
  const jobId = newId()
  const code = { id: challengeId, email, codeNonce, language, sentAt, expiresAt }
  try {
    return await db.transaction(async (tx) => {
      // First of all: what is not sent costs nothing.
      const kept = await putCode(tx, code, new Date(sentAt.getTime() - resendAfterMs))
      if (kept !== "stored") throw new NotStored(kept)
      await chargeCode(context, tx, { jobId, email, asker: request })
      await keep?.(tx, challengeId)
      const owed = { id: jobId, kind: mail, challengeId, runAt: takenUntil(sentAt) }
      return { ...code, job: await oweCodeMail(tx, owed) }
    })
  } catch (error) {
    if (error instanceof NotStored) return error.why
    throw error
  }
}

/** Hands the mail over, or takes the code back together with its cost and says so. */
async function mailCode(
  context: AppContext,
  { challengeId, event }: CodeRequest,
  { job, ...challenge }: IssuedCode,
): Promise<void> {
  const { db, log } = context
  const { codeNonce } = challenge
  const known = event === undefined ? undefined : async () => writeCodeMail(context, challenge, event)
  try {
    await deliverMail(context, job, known)
  } catch (error) {
    log.error({ err: error }, "a code could not be mailed")
    codeOutcomes.publish({ outcome: "failed" })
    await withdrawCode(db, challengeId, codeNonce)
    await dropMailJob(db, job.id)
    await refundCode(context, db, job.id)
    throw new AppError("mail_failed")
  }
}
