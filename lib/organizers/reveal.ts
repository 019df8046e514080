import type { AppContext } from "@/lib/context"
import { findChallenge } from "@/lib/db/queries/drafts"
import { findOrganizer, setRevealUntil } from "@/lib/db/queries/organizers"
import {
  appendRegistrationEvent,
  findRegistration,
  type RegistrationRow,
} from "@/lib/db/queries/registrations"
import { fingerprint } from "@/lib/delivery/fingerprint"
import { currentAnswer } from "@/lib/delivery/gate-answers"
import { readRecord } from "@/lib/delivery/gate-record"
import { isSealed, unseal } from "@/lib/delivery/sensitive"
import { loadSubject, type Subject, sealedFor } from "@/lib/delivery/subject"
import { AppError } from "@/lib/domain/errors"
import { isSensitive, type Question } from "@/lib/domain/question"
import type { Asker } from "@/lib/registration/code-limits"
import { proveAddress } from "@/lib/registration/prove-address"
import { type CodeSent, sendCode } from "@/lib/registration/send-code"
import { recordOrganizerEvent } from "./audit"
import { allows, type EventScope, type OrganizerScope, requirePermission } from "./scope"

/** How long one code lets an organizer reveal sensitive answers. */
export const revealMs = 5 * 60_000

/** How long GATE is waited for before the journal's answer is shown, in milliseconds. */
const patienceMs = 1_500

/** Whoever is signed in has proved their address in this browser. */
const ownBrowser = { hasProved: () => true }

/**
 * Mails the organizer a code of their own, whoever else may use this browser.
 * @throws AppError as `sendCode`
 */
export function requestRevealCode(
  context: AppContext,
  scope: OrganizerScope,
  request: Asker & { challengeId: string; language: string },
): Promise<CodeSent> {
  requirePermission(scope, "see_sensitive")
  return sendCode(context, { ...request, email: scope.email, ...ownBrowser })
}

/**
 * Lets the organizer reveal sensitive answers for the next five minutes.
 * @throws AppError as `proveAddress`; `draft_missing` when the code was sent to somebody else
 */
export async function proveReveal(
  context: AppContext,
  scope: OrganizerScope,
  { challengeId, code }: { challengeId: string; code: string },
): Promise<void> {
  requirePermission(scope, "see_sensitive")
  const challenge = challengeId ? await findChallenge(context.db, challengeId) : null
  if (challenge?.email !== scope.email) throw new AppError("draft_missing")
  await proveAddress(context, challengeId, code, ownBrowser)
  const now = context.clock()
  await context.db.transaction(async (tx) => {
    await setRevealUntil(tx, scope.personId, new Date(now.getTime() + revealMs))
    await recordOrganizerEvent(tx, scope, { name: "sensitive.unlocked" }, now)
  })
}

/** Until when the organizer may reveal sensitive answers without another code; null when a code is needed first. */
export async function findRevealUntil(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  { personId }: OrganizerScope,
): Promise<Date | null> {
  const row = await findOrganizer(db, personId)
  const until = row?.revokedAt === null ? row.revealUntil : null
  return until && until > clock() ? until : null
}

/** `unreadable`: encrypted for another account or by a key that is no longer listed. */
export type Revealed =
  | { kind: "revealed"; answer: string }
  | { kind: "not_allowed" | "code_needed" | "missing" | "unreadable" }

/** A sensitive question of a proven event and one of its registrations; null for anything else, and for what was erased. */
export async function findSensitive(
  { db }: Pick<AppContext, "db">,
  { event }: EventScope,
  registrationId: string,
  questionKey: string,
): Promise<{ question: Question; registration: RegistrationRow } | null> {
  const question = event.questions.find(({ key }) => key === questionKey)
  const registration = await findRegistration(db, registrationId)
  const isHere = registration?.eventId === event.id && !registration.erasedAt && !registration.purgedAt
  return question && isSensitive(question) && isHere ? { question, registration } : null
}

/**
 * One sensitive answer of one person in clear, as GATE and the journal have it. Who looked, at what and when is committed
 * to that person's audit trail before the answer is given out.
 */
export async function revealAnswer(
  context: AppContext,
  scope: EventScope,
  registrationId: string,
  questionKey: string,
): Promise<Revealed> {
  if (!allows(scope, "see_sensitive")) return { kind: "not_allowed" }
  if (!(await findRevealUntil(context, scope))) return { kind: "code_needed" }
  const found = await findSensitive(context, scope, registrationId, questionKey)
  if (!found) return { kind: "missing" }
  const { question, registration } = found
  const subject = await loadSubject(context, registration)
  const stored = await readStored(context, subject, question)
  if (stored === null) return { kind: "missing" }
  const target = sealedFor(subject.person, question)
  const answer = isSealed(stored) ? target && unseal(context.keys.fields, stored, target) : stored
  if (answer === null) return { kind: "unreadable" }
  const isRecorded = await context.db.transaction(async (tx) => {
    // Once more: the five minutes, or the role, may have ended while GATE was asked.
    if (!(await findRevealUntil({ db: tx, clock: context.clock }, scope))) return false
    // A verification against the number asks whether this very answer was looked at.
    const seen = fingerprint(context.keys.fingerprint, { registrationId, key: questionKey, answer: stored })
    const act = { at: context.clock(), detail: { question: questionKey, seen }, actorId: scope.personId }
    await appendRegistrationEvent(tx, registrationId, { name: "sensitive.revealed", ...act })
    return true
  })
  return isRecorded ? { kind: "revealed", answer } : { kind: "code_needed" }
}

/** A sensitive answer as it is kept, sealed or not: what GATE says in time, else what the journal has. */
export async function readStored(
  context: AppContext,
  subject: Subject,
  question: Question,
): Promise<string | null> {
  const { registration, event } = subject
  if (registration.step !== "finished") return currentAnswer(question, registration, event, null, [])
  const found = await readRecord(context, subject, { signal: AbortSignal.timeout(patienceMs) })
  if (found.kind === "removed") return null
  return currentAnswer(question, registration, event, found.kind === "there" ? found.record : null, [])
}
