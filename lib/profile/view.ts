import type { AppContext } from "@/lib/context"
import { fingerprint } from "@/lib/delivery/fingerprint"
import { currentAnswer, fitsQuestion } from "@/lib/delivery/gate-answers"
import { readRecord } from "@/lib/delivery/gate-record"
import { isSealed, unseal } from "@/lib/delivery/sensitive"
import { type Subject, sealedFor } from "@/lib/delivery/subject"
import { type Answers, isDelivered } from "@/lib/domain/answers"
import { editDeadline } from "@/lib/domain/profile"
import { isSensitive, type Question } from "@/lib/domain/question"
import { maskAnswer } from "@/lib/domain/sensitive"
import type { UserExtra } from "@/lib/gate/contract/user-extra"

/** A page waits this long for GATE before it shows what the journal has, in milliseconds. */
const patienceMs = 1_500

export type ProfileView = {
  /** `closed`: the edit deadline is over or the place was given back. */
  state: "open" | "closed" | "removed"
  deadline: Date
  /** Questions that can be asked now. */
  questions: Question[]
  /** What counts now, by key: GATE's where GATE could be read, the journal's where not. Sensitive ones are masked. */
  answers: Answers
  /** What a form starts from: what fits its question, what GATE refused; never a sensitive one. */
  startFrom: Answers
  /** Phone numbers as they were typed, for either. */
  spellings: Record<string, string>
  /** The fingerprint of what each field starts from. */
  seen: Record<string, string>
  /** Answers given here and changed in GATE before they arrived, by key, for the person to choose from. */
  contested: Record<string, { theirs: string | null; ours: string | null }>
  /** ISO code of the answered country, where a phone number may leave its prefix out. */
  country: string | null
  /** Whether GATE has not been given everything yet. */
  isWaiting: boolean
}

/** Sensitive questions need a key, and an account to bind the answer to. */
function askable({ keys, log }: AppContext, { person, event }: Subject): Question[] {
  const isBlocked = keys.fields.length === 0 && event.questions.some(isSensitive)
  if (isBlocked) {
    log.error({ event: event.slug }, "FIELD_ENCRYPTION_KEYS is needed: an event asks for a sensitive field")
  }
  const mayBeSealed = keys.fields.length > 0 && person.gateUserId !== null
  return event.questions.filter((question) => mayBeSealed || !isSensitive(question))
}

/** Dots and the last three characters of a sensitive answer, whether or not it was encrypted when GATE got it. */
function maskedAnswer({ keys }: AppContext, { person }: Subject, question: Question, answer: string) {
  const target = sealedFor(person, question)
  if (!isSealed(answer)) return maskAnswer(answer)
  return maskAnswer(target && unseal(keys.fields, answer, target))
}

/** Everything a page of somebody's answers shows. Reads the record from GATE, but does not wait long for it. */
export async function readProfile(context: AppContext, subject: Subject): Promise<ProfileView> {
  if (subject.registration.step !== "finished") return journalProfile(context, subject)
  const found = await readRecord(context, subject, { signal: AbortSignal.timeout(patienceMs) })
  const record = found.kind === "there" ? found.record : null
  const view = journalProfile(context, subject, record)
  return found.kind === "removed" ? { ...view, state: "removed" } : view
}

/** The same from the journal alone, for pages that must not wait at all. */
export function journalProfile(
  context: AppContext,
  subject: Subject,
  record: UserExtra | null = null,
): ProfileView {
  const { registration, event } = subject
  const deadline = editDeadline(registration, event)
  const isClosed = registration.step === "cancelled" || context.clock() >= deadline
  const questions = askable(context, subject)
  const view: ProfileView = {
    state: registration.step === "removed" ? "removed" : isClosed ? "closed" : "open",
    deadline,
    questions,
    answers: {},
    startFrom: {},
    spellings: {},
    seen: {},
    contested: {},
    country: null,
    isWaiting: !isDelivered(registration),
  }
  for (const question of questions) addAnswer(context, subject, record, view, question)
  return view
}

function addAnswer(
  context: AppContext,
  subject: Subject,
  record: UserExtra | null,
  view: ProfileView,
  question: Question,
): void {
  const { registration, event, guessedCountries } = subject
  const { key } = question
  const kept = registration.answers[key]
  const answer = currentAnswer(question, registration, event, record, guessedCountries)
  const now = { now: context.clock(), country: null }
  const shown = answer !== null && fitsQuestion(question, answer, now) ? answer : null
  view.seen[key] = fingerprint(context.keys.fingerprint, {
    registrationId: registration.id,
    key,
    answer: isSensitive(question) ? answer : shown,
  })
  const other = registration.contested[key]
  if (other !== undefined && (other || null) !== answer) {
    view.contested[key] = { theirs: answer, ours: other || null }
  }
  if (isSensitive(question)) {
    if (answer !== null) view.answers[key] = maskedAnswer(context, subject, question, answer)
    return
  }
  const start = shown ?? (answer === null ? (kept ?? null) : null)
  const spelling = registration.spellings[key]
  if (answer !== null) view.answers[key] = answer
  if (question.field === "country" && shown !== null) view.country = shown
  if (start !== null) view.startFrom[key] = start
  if (spelling !== undefined && kept === (answer ?? kept)) view.spellings[key] = spelling
}
