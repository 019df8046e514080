import { findChallenge, putCode, withdrawCode } from "@/lib/db/queries/drafts"
import { AppError } from "@/lib/domain/errors"
import type { Event } from "@/lib/domain/event"
import { codeMail } from "@/lib/mail/code-mail"
import type { MailMessage } from "@/lib/mail/message"
import { codeLifetimeMs, hashCode, newCode, resendAfterMs } from "./code"
import type { RegistrationContext } from "./context"

export type CodeRequest = {
  challengeId: string
  email: string
  event: Event | null
  client: string | null
  /** Of the mail. */
  language: string
  /** Writes another mail than the one that asks for the code. */
  write?: (parts: CodeMailParts) => MailMessage
}

export type CodeMailParts = { to: string; language: string; code: string; validMinutes: number }

/** `notSent` says why there is no new mail while the code sent before is still the live one; null when there is. */
export type CodeSent = { challengeId: string; notSent: "code_too_soon" | "too_many_codes" | null }

/**
 * Sends a fresh code for a challenge and makes it the only live one. Within 30 s of the last code nothing is sent and
 * the old one stays: a double click is one mail. A challenge that is proved already is never reopened: the request goes
 * on under a new id.
 * @throws AppError `too_many_codes`, `mail_failed`
 */
export async function sendCode(context: RegistrationContext, request: CodeRequest): Promise<CodeSent> {
  const { db, clock, newId, limits } = context
  const { challengeId, email } = request
  const now = clock()
  const notBefore = new Date(now.getTime() - resendAfterMs)
  const known = await findChallenge(db, challengeId)
  if (known?.provedAt) return sendCode(context, { ...request, challengeId: newId() })
  const isToSameAddress = known?.email === email
  if (isToSameAddress && known.sentAt > notBefore) return { challengeId, notSent: "code_too_soon" }
  if (!(await limits.take({ email, client: request.client }))) {
    if (isToSameAddress && known.expiresAt > now) return { challengeId, notSent: "too_many_codes" }
    throw new AppError("too_many_codes")
  }
  return issueCode(context, request, notBefore)
}

async function issueCode(
  context: RegistrationContext,
  request: CodeRequest,
  notBefore: Date,
): Promise<CodeSent> {
  const { db, mail, clock, newId, keys, log } = context
  const { challengeId, email, event, language } = request
  const code = newCode()
  const codeHash = await hashCode(keys.code, challengeId, code)
  const sentAt = clock()
  const expiresAt = new Date(sentAt.getTime() + codeLifetimeMs)
  const kept = await putCode(db, { id: challengeId, email, codeHash, sentAt, expiresAt }, notBefore)
  if (kept === "proved") return issueCode(context, { ...request, challengeId: newId() }, notBefore)
  if (kept === "too_soon") return { challengeId, notSent: "code_too_soon" }
  try {
    const parts = { to: email, language, code, validMinutes: codeLifetimeMs / 60_000 }
    await mail.send(request.write?.(parts) ?? codeMail({ ...parts, event }))
  } catch (error) {
    log.error({ err: error }, "a code could not be mailed")
    await withdrawCode(db, challengeId, codeHash)
    throw new AppError("mail_failed")
  }
  return { challengeId, notSent: null }
}
