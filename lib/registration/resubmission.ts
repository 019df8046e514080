import type { AppContext } from "@/lib/context"
import { deleteDraft, findChallenge, findDraft } from "@/lib/db/queries/drafts"
import { getPerson, type PersonRow } from "@/lib/db/queries/people"
import {
  findRegistration,
  findRegistrationOf,
  listRenamable,
  type RegistrationRow,
} from "@/lib/db/queries/registrations"
import { deleteResubmission, findResubmission, putResubmission } from "@/lib/db/queries/resubmissions"
import { lockPerson } from "@/lib/db/queries/work-lease"
import type { Subject } from "@/lib/delivery/subject"
import { AppError } from "@/lib/domain/errors"
import type { PersonName } from "@/lib/domain/person-name"
import { type RepeatedRegistration, shownNameField } from "@/lib/domain/repeated-registration"
import type { Submission } from "@/lib/profile/compare-answers"
import { saveOwnAnswers } from "@/lib/profile/save-answers"
import { readProfile } from "@/lib/profile/view"
import type { RegistrationInput } from "./draft"
import { isRenamedTooOften, rename } from "./rename"

type Entered = Pick<RegistrationInput, "submissionId" | "firstName" | "lastName" | "answers" | "spellings">

/**
 * Keeps what somebody entered who had a ticket already, for them to take over or to drop. The second half of a double
 * click is the form that made the ticket, and says nothing new.
 */
export async function keepResubmission(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  registrationId: string,
  { submissionId, firstName, lastName, answers, spellings }: Entered,
): Promise<void> {
  const registration = await findRegistration(db, registrationId)
  if (!registration || registration.submissionId === submissionId) return
  // Nothing can be taken over into what was erased or deleted in GATE.
  if (registration.step === "removed") return
  await putResubmission(db, {
    registrationId,
    firstName,
    lastName,
    answers,
    spellings,
    createdAt: clock(),
  })
}

/**
 * The same for the open draft of somebody who has a ticket and has signed in with the draft's address meanwhile: its code
 * is not needed any more.
 */
export async function keepOpenDraft(
  context: Pick<AppContext, "db" | "clock">,
  person: Pick<PersonRow, "id" | "email">,
  { eventId, challengeId }: { eventId: string; challengeId: string },
): Promise<void> {
  const { db } = context
  const challenge = challengeId ? await findChallenge(db, challengeId) : null
  const draft = challenge?.email === person.email ? await findDraft(db, challengeId) : null
  const registration = await findRegistrationOf(db, { eventId, personId: person.id })
  if (draft?.eventId !== eventId || !registration) return
  await keepResubmission(context, registration.id, { ...draft, submissionId: challengeId })
  await deleteDraft(db, challengeId)
}

/** What somebody entered who had a ticket already, beside what counts now; null when there is nothing to say. */
export async function findRepeatedRegistration(
  context: AppContext,
  subject: Subject,
): Promise<RepeatedRegistration | null> {
  const { registration } = subject
  const again = await findResubmission(context.db, registration.id)
  if (!again) return null
  const { answers: entered, spellings } = again
  const { answers, seen, questions, state } = await readProfile(context, subject)
  const differing = questions
    .filter(({ key }) => key in entered && entered[key] !== answers[key])
    .map((question) => ({ question, before: answers[question.key] ?? null, seen: seen[question.key] ?? "" }))
  const otherName = otherNameOf(again, registration)
  const nameStays = otherName === null ? null : await whyNameStays(context, registration)
  return {
    ...{ entered: { answers: entered, spellings }, differing, otherName, nameStays },
    isOpen: state === "open",
  }
}

async function whyNameStays(
  context: AppContext,
  { checkedInAt, personId }: Pick<RegistrationRow, "checkedInAt" | "personId">,
): Promise<RepeatedRegistration["nameStays"]> {
  if (checkedInAt) return "checked_in"
  return (await isRenamedTooOften(context, personId)) ? "too_often" : null
}

/** The name that was entered now, where it is not the ticket's. */
function otherNameOf({ firstName, lastName }: PersonName, ticket: PersonName): string | null {
  const isSame = firstName === ticket.firstName && lastName === ticket.lastName
  return isSame ? null : [firstName, lastName].filter(Boolean).join(" ")
}

/**
 * Takes over what was entered again, as the person's own save: `seen` are the fingerprints of the page that showed it, by
 * key, and the name it showed. An answer that somebody changed in between, or that GATE refuses, is not saved but stays to
 * be seen; so does a name that is another one by now, or that may not be put on the ticket.
 */
export async function takeOverResubmission(
  context: AppContext,
  registrationId: string,
  seen: Record<string, string>,
): Promise<void> {
  const again = await findResubmission(context.db, registrationId)
  if (!again) return
  const { answers, spellings } = again
  const submission: Submission = {}
  for (const [key, answer] of Object.entries(answers)) {
    const shown = seen[key]
    if (shown !== undefined) submission[key] = { answer, typed: spellings[key], seen: shown }
  }
  const result = await saveOwnAnswers(context, registrationId, submission)
  // The deadline passed in between: the page says so, and nothing was lost.
  if (result.kind === "closed" || result.kind === "removed") return
  const registration = await findRegistration(context.db, registrationId)
  const otherName = registration && otherNameOf(again, registration)
  const isNameShown = seen[shownNameField] === otherName
  const isNamed = !otherName || (isNameShown && (await takeNameOver(context, registration, again)))
  const unsaved = [...result.conflicts.map(({ key }) => key), ...result.refused]
  if (unsaved.length === 0 && isNamed) return deleteResubmission(context.db, registrationId)
  const left = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).filter(([key]) => unsaved.includes(key)))
  await putResubmission(context.db, { ...again, answers: left(answers), spellings: left(spellings) })
}

/** Makes a name the person's and puts it on the ticket, by the rules of every correction; false when they refuse it. */
async function takeNameOver(
  context: AppContext,
  { id, personId }: Pick<RegistrationRow, "id" | "personId">,
  { firstName, lastName }: PersonName,
): Promise<boolean> {
  const name = { firstName, lastName }
  try {
    return await context.db.transaction(async (tx) => {
      await lockPerson(tx, personId)
      const renamable = await listRenamable(tx, personId, context.clock())
      if (!renamable.some((ticket) => ticket.id === id)) return false
      await rename(tx, context, await getPerson(tx, personId), name, [{ id, ...name }])
      return true
    })
  } catch (error) {
    if (error instanceof AppError && error.code === "too_many_names") return false
    throw error
  }
}

/** The earlier answers stay, and what was entered again is erased. */
export async function dropResubmission(
  { db }: Pick<AppContext, "db">,
  registrationId: string,
): Promise<void> {
  await deleteResubmission(db, registrationId)
}
