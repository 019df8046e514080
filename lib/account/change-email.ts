import type { AppContext } from "@/lib/context"
import {
  deleteSessionsOf,
  findEmailChange,
  insertEmailChange,
  setPersonEmail,
} from "@/lib/db/queries/account"
import { type EmailChallenge, findChallenge } from "@/lib/db/queries/drafts"
import { insertGateTask } from "@/lib/db/queries/gate-tasks"
import { findPersonByEmail, getPerson, type PersonRow } from "@/lib/db/queries/people"
import { appendRegistrationEvent, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { lockPerson } from "@/lib/db/queries/work-lease"
import { AppError } from "@/lib/domain/errors"
import type { Asker } from "@/lib/registration/code-limits"
import { proveAddress } from "@/lib/registration/prove-address"
import { type CodeSent, sendCode } from "@/lib/registration/send-code"

export type EmailChangeRequest = Asker & { challengeId: string; email: string; language: string }

/**
 * Mails a code to the address somebody wants. Where it belongs to somebody else that person is told instead, and
 * everything the asker sees is the same (reliability A6).
 * @throws AppError as `sendCode`
 */
export async function startEmailChange(
  context: AppContext,
  person: PersonRow,
  request: EmailChangeRequest,
): Promise<CodeSent> {
  const owner = await findPersonByEmail(context.db, request.email)
  const isTaken = owner !== null && owner.id !== person.id
  return sendCode(context, {
    ...request,
    language: isTaken ? owner.language : request.language,
    mail: isTaken ? "address_taken" : "new_address",
    keep: (tx, challengeId) => insertEmailChange(tx, { challengeId, personId: person.id }),
  })
}

/**
 * Sends another code for the address a challenge is about, or the owner of the address another notice.
 * @throws AppError `draft_missing`, `code_too_soon`, and as `sendCode`
 */
export async function resendEmailCode(
  context: AppContext,
  person: PersonRow,
  request: Omit<EmailChangeRequest, "email">,
): Promise<void> {
  const challenge = await findOwnEmailChallenge(context, person.id, request.challengeId)
  if (!challenge || challenge.provedAt) throw new AppError("draft_missing")
  const { notSent } = await startEmailChange(context, person, { ...request, email: challenge.email })
  if (notSent) throw notSent
}

/** The challenge by which this person wants, or has got, a new address; null where there is none. */
export async function findOwnEmailChallenge(
  { db }: Pick<AppContext, "db">,
  personId: string,
  challengeId: string,
): Promise<EmailChallenge | null> {
  const wanted = challengeId === "" ? null : await findEmailChange(db, challengeId)
  if (wanted?.personId !== personId) return null
  return findChallenge(db, challengeId)
}

export type EmailConfirmation = Pick<Asker, "hasProved"> & {
  challengeId: string
  code: string
  sessionId: string | null
}

/**
 * Makes a proved address the person's own: for signing in and for mails at once, in GATE by the task this makes. Every
 * other browser is signed out. Returns the address.
 * @throws AppError as `proveAddress`; `draft_missing` when the challenge is not this person's or the address was taken
 */
export async function confirmEmailChange(
  context: AppContext,
  personId: string,
  { challengeId, code, sessionId, hasProved }: EmailConfirmation,
): Promise<string> {
  const { db, clock, newId } = context
  if (!(await findOwnEmailChallenge(context, personId, challengeId))) throw new AppError("draft_missing")
  const email = await proveAddress(context, challengeId, code, { hasProved })
  const now = clock()
  await db.transaction(async (tx) => {
    await lockPerson(tx, personId)
    const { email: formerEmail, language } = await getPerson(tx, personId)
    if (formerEmail === email) return
    if (!(await setPersonEmail(tx, personId, email))) throw new AppError("draft_missing")
    await insertGateTask(tx, {
      ...{
        id: newId(),
        personId,
        kind: "change_email",
        email: formerEmail,
        language,
        createdAt: now,
        runAt: now,
      },
    })
    for (const { id } of await listRegistrationsOf(tx, personId)) {
      await appendRegistrationEvent(tx, id, { name: "account.email_changed", at: now })
    }
    await deleteSessionsOf(tx, personId, sessionId ? { except: sessionId } : {})
  })
  return email
}
