import type { AppContext } from "@/lib/context"
import { type Draft, findChallenge, findDraft } from "@/lib/db/queries/drafts"
import { findPersonByEmail, type PersonRow } from "@/lib/db/queries/people"
import { findRegistrationOf } from "@/lib/db/queries/registrations"
import { AppError } from "@/lib/domain/errors"
import type { EventWithQuestions } from "@/lib/domain/event"
import type { Asker } from "./code-limits"
import { proveAddress, proveAddressAnd } from "./prove-address"
import { register } from "./register"
import { openSession, sessionIdOf } from "./sign-in"

/**
 * `language` is the browser's: mails follow it. `person`: who has signed in already. `draft`: the challenge's, where it has
 * been read.
 */
export type Confirmation = Pick<Asker, "hasProved"> & {
  challengeId: string
  code: string
  language: string
  person?: PersonRow | null
  draft?: Draft | null
  /** They were told meanwhile that every place is taken, and want to wait. */
  mayWait?: boolean
}

/** Carries an opened session, and what it proved, to the browser; called before anything that can still be refused. */
export type KeepSession = (sessionId: string, email: string) => Promise<void>

/**
 * Proves the address of a draft, signs its owner in and registers them. Somebody who proved the address but finds the
 * event full, or whose registration the database lost, stays signed in and may send it again without a code.
 * @throws AppError as `proveAddress` and `register`; `draft_missing` when there is nothing to confirm for this event
 */
export async function confirmDraft(
  context: AppContext,
  event: EventWithQuestions,
  {
    challengeId,
    code,
    language,
    hasProved,
    person = null,
    draft: known = null,
    mayWait = false,
  }: Confirmation,
  keepSession: KeepSession,
): Promise<string> {
  const draft = known ?? (challengeId ? await findDraft(context.db, challengeId) : null)
  if (draft?.eventId !== event.id)
    return repeatConfirmation(context, event, { challengeId, code, hasProved }, keepSession)
  const signIn = async () => {
    const session = sessionIdOf(context, challengeId)
    const opened = await proveAddressAnd(context, { challengeId, code, hasProved }, (tx, email) =>
      openSession({ ...context, db: tx }, email, { ...draft, language }, session),
    )
    await keepSession(opened.sessionId, opened.person.email)
    return opened.person
  }
  const owner = person && (await isOwnerOf(context, challengeId, person)) ? person : await signIn()
  const { challengeId: submissionId, eventId, ...input } = draft
  const hasAccount = owner.gateUserId !== null
  const registration = { ...input, submissionId, language, mayWait: mayWait || input.mayWait }
  return register(context, event, owner.id, registration, { hasAccount, draftId: challengeId })
}

/** Whether the challenge has proved the address of this person. */
async function isOwnerOf({ db }: AppContext, challengeId: string, { email }: PersonRow) {
  const challenge = await findChallenge(db, challengeId)
  return challenge !== null && challenge.provedAt !== null && challenge.email === email
}

/** The second half of a double click, after the first one registered and took the draft away. */
async function repeatConfirmation(
  context: AppContext,
  event: EventWithQuestions,
  { challengeId, code, hasProved }: Omit<Confirmation, "language">,
  keepSession: KeepSession,
): Promise<string> {
  if (!challengeId || !(await findChallenge(context.db, challengeId))?.provedAt)
    throw new AppError("draft_missing")
  const person = await findPersonByEmail(
    context.db,
    await proveAddress(context, challengeId, code, { hasProved }),
  )
  const registration =
    person && (await findRegistrationOf(context.db, { eventId: event.id, personId: person.id }))
  if (!registration) throw new AppError("draft_missing")
  await keepSession(sessionIdOf(context, challengeId), person.email)
  return registration.id
}

/**
 * Proves an address for signing in and answers whose it is. Without a first registration there is no name yet.
 * @throws AppError as `proveAddress`
 */
export async function confirmSignIn(
  context: AppContext,
  { challengeId, code, language, hasProved }: Confirmation,
  keepSession: KeepSession,
): Promise<PersonRow> {
  if (!challengeId || !(await findChallenge(context.db, challengeId))) throw new AppError("draft_missing")
  const nameless = { firstName: "", lastName: "", language }
  const session = sessionIdOf(context, challengeId)
  const opened = await proveAddressAnd(context, { challengeId, code, hasProved }, (tx, email) =>
    openSession({ ...context, db: tx }, email, nameless, session),
  )
  const { person, sessionId } = opened
  await keepSession(sessionId, person.email)
  return person
}
