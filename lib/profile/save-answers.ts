import type { AppContext } from "@/lib/context"
import { mergeAnswers, moveStep, settleAnswers } from "@/lib/db/queries/profile"
import {
  appendRegistrationEvent,
  findRegistration,
  type RegistrationRow,
} from "@/lib/db/queries/registrations"
import { type Leased, withLease } from "@/lib/delivery/answers-lease"
import { type Delivered, deliver } from "@/lib/delivery/deliver-answers"
import { fingerprint } from "@/lib/delivery/fingerprint"
import { answerFields } from "@/lib/delivery/gate-mapping"
import { readRecord } from "@/lib/delivery/gate-record"
import { loadSubject, type Subject } from "@/lib/delivery/subject"
import { editDeadline } from "@/lib/domain/profile"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import { type AnswerConflict, type Comparison, compareAnswers, type Submission } from "./compare-answers"

/**
 * What became of a save. `waiting`: kept here, and delivered to GATE by the sweeper. The lists are keys of questions:
 * `saved` changed, `refused` by GATE and so not kept, `dropped` by GATE without a word.
 */
export type SaveResult =
  | {
      kind: "saved" | "waiting"
      saved: string[]
      refused: string[]
      dropped: string[]
      conflicts: AnswerConflict[]
      /** Fingerprints by question key for the same form, should it be sent again. */
      seen: Record<string, string>
    }
  | { kind: "removed" }
  | { kind: "closed" }

/** How often, a tenth of a second apart, a save waits for the one before it. */
const patience = 30
const pauseMs = 100

const nothingRefused: Delivered = { kind: "delivered", refused: [], dropped: [], contested: [] }

function outcome(
  { keys }: AppContext,
  { registration }: Subject,
  kind: "saved" | "waiting",
  { changes, conflicts: compared }: Comparison,
  { refused, dropped, contested }: Delivered = nothingRefused,
): SaveResult {
  const late = contested.filter(({ key }) => key in changes)
  const conflicts = [...compared, ...late.map((one) => ({ ...one, changedAt: null }))]
  const unsaved = [...refused, ...late.map(({ key }) => key)]
  const saved = Object.keys(changes).filter((key) => !unsaved.includes(key))
  const now: [string, string | null][] = [
    ...saved.map((key): [string, string | null] => [key, changes[key] ?? null]),
    ...conflicts.map(({ key, theirs }): [string, string | null] => [key, theirs]),
  ]
  const seen = now.map(([key, answer]) => [
    key,
    fingerprint(keys.fingerprint, { registrationId: registration.id, key, answer }),
  ])
  return { kind, saved, refused, dropped, conflicts, seen: Object.fromEntries(seen) }
}

/** What to say without GATE: a save that changes nothing has nothing to wait for. */
function kindOf({ changes }: Comparison): "saved" | "waiting" {
  return Object.keys(changes).length === 0 ? "saved" : "waiting"
}

/** Commits to the changes before GATE hears of them: from here on a crash or a fault loses nothing. */
async function keep(
  context: AppContext,
  { registration }: Subject,
  { changes, bases, spellings }: Comparison,
): Promise<void> {
  const isNew = Object.entries(spellings).some(
    ([key, text]) => (registration.spellings[key] ?? null) !== text,
  )
  const keys = Object.keys(changes)
  if (keys.length === 0 && !isNew) return
  await context.db.transaction(async (tx) => {
    const waiting = { undelivered: changes, bases }
    await mergeAnswers(tx, registration.id, { answers: changes, spellings, waiting })
    if (keys.length === 0) return
    const { actorId } = context
    const event = { at: context.clock(), detail: { questions: keys }, actorId }
    await appendRegistrationEvent(tx, registration.id, { name: "answers.saved", ...event })
  })
}

/** Puts the former answers back where GATE refused the new ones. */
async function withdrawRefused(
  context: AppContext,
  { registration }: Subject,
  refused: string[],
): Promise<void> {
  const former = (texts: Record<string, string>) =>
    Object.fromEntries(refused.map((key) => [key, texts[key] ?? null]))
  await mergeAnswers(context.db, registration.id, {
    answers: former(registration.answers),
    spellings: former(registration.spellings),
  })
}

async function saveTo(
  context: AppContext,
  subject: Subject,
  record: UserExtra,
  submission: Submission,
): Promise<Leased<SaveResult>> {
  const comparison = compareAnswers(context.keys, subject, submission, record)
  await keep(context, subject, comparison)
  const { undelivered, bases } = subject.registration
  const waiting = {
    undelivered: { ...undelivered, ...comparison.changes },
    bases: { ...bases, ...comparison.bases },
  }
  const delivery = await deliver({ context, subject, record, waiting })
  if (delivery.kind === "removed") return { result: delivery }
  if (delivery.kind === "unknown")
    return { result: outcome(context, subject, "waiting", comparison), failure: delivery.error }
  if (delivery.refused.length > 0) await withdrawRefused(context, subject, delivery.refused)
  return { result: outcome(context, subject, "saved", comparison, delivery) }
}

async function saveClaimed(
  context: AppContext,
  registration: RegistrationRow,
  submission: Submission,
): Promise<Leased<SaveResult>> {
  const subject = await loadSubject(context, registration)
  const found = await readRecord(context, subject)
  if (found.kind === "removed") return { result: found }
  if (found.kind === "there") return saveTo(context, subject, found.record, submission)
  const comparison = compareAnswers(context.keys, subject, submission, null)
  await keep(context, subject, comparison)
  return { result: outcome(context, subject, kindOf(comparison), comparison), failure: found.error }
}

/** GATE refused the registration for one of these answers: now that it is another one, it is worth another try. */
async function resumeRefused(
  context: AppContext,
  { registration, person, event }: Subject,
  { changes, bases }: Comparison,
): Promise<void> {
  const named = Object.keys(registration.lastFailure?.fieldErrors ?? {})
  const isAbout = event.questions.some(
    (question) =>
      question.key in changes &&
      Object.keys(answerFields(question, null)).some((field) => named.includes(field)),
  )
  if (registration.step !== "needs_attention" || !isAbout) return
  const to = person.gateUserId === null ? "accepted" : "user_created"
  const at = context.clock()
  const { id } = registration
  await context.db.transaction(async (tx) => {
    if (!(await moveStep(tx, id, { from: "needs_attention", to }, at))) return
    // The record that is about to be made carries them.
    await settleAnswers(tx, id, { undelivered: changes, bases })
    await appendRegistrationEvent(tx, id, { name: "registration.resumed", at, actorId: context.actorId })
  })
}

/** Without GATE: the registration is not finished, GATE asked for time, or somebody else has the lease for long. */
async function saveForLater(
  context: AppContext,
  registration: RegistrationRow,
  submission: Submission,
): Promise<SaveResult> {
  const subject = await loadSubject(context, registration)
  const comparison = compareAnswers(context.keys, subject, submission, null)
  await keep(context, subject, comparison)
  await resumeRefused(context, subject, comparison)
  return outcome(context, subject, kindOf(comparison), comparison)
}

/**
 * Saves answers to questions of a registration's event, in the journal and by one PATCH of exactly what changed (issue
 * 3). Answers whose field somebody else changed since the form was rendered are not saved but come back as conflicts.
 * Whatever GATE does, what was not refused is kept. Callable for whoever may write; authorization is the caller's.
 */
export async function saveAnswers(
  context: AppContext,
  registrationId: string,
  submission: Submission,
): Promise<SaveResult> {
  for (let attempt = 0; ; attempt++) {
    const registration = await findRegistration(context.db, registrationId)
    if (!registration || registration.step === "removed") return { kind: "removed" }
    if (registration.step === "cancelled") return { kind: "closed" }
    const isDue = registration.step === "finished" && registration.runAt <= context.clock()
    const saved =
      isDue && (await withLease(context, registrationId, (row) => saveClaimed(context, row, submission)))
    if (saved) return saved.result
    if (!isDue || attempt >= patience) return saveForLater(context, registration, submission)
    await context.sleep(pauseMs)
  }
}

/** As `saveAnswers`, for the person themselves: only until the edit deadline. */
export async function saveOwnAnswers(
  context: AppContext,
  registrationId: string,
  submission: Submission,
): Promise<SaveResult> {
  const registration = await findRegistration(context.db, registrationId)
  if (!registration) return { kind: "removed" }
  const { event } = await loadSubject(context, registration)
  if (context.clock() >= editDeadline(registration, event)) return { kind: "closed" }
  return saveAnswers(context, registrationId, submission)
}
