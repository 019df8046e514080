import { canUndoCancel } from "@/lib/account/cancel"
import type { AppContext } from "@/lib/context"
import { findKeptRecord, listHistory } from "@/lib/db/queries/attendee-detail"
import { listAddresses, listStatusDeliveries } from "@/lib/db/queries/check-in"
import { listMessagesTo } from "@/lib/db/queries/messages"
import type { RegistrationRow } from "@/lib/db/queries/registrations"
import { findShownSince, listLinkedRegistrations } from "@/lib/db/queries/shared-records"
import { listVerifications } from "@/lib/db/queries/verification"
import { findPlaceInLine } from "@/lib/db/queries/waitlist"
import { readRecord } from "@/lib/delivery/gate-record"
import { isLive } from "@/lib/delivery/hand-over-record"
import { isSealed } from "@/lib/delivery/sensitive"
import { loadSubject, type Subject } from "@/lib/delivery/subject"
import type { AttendeeDetail, GateWord, SentMessage, ShownEvent } from "@/lib/domain/attendee-detail"
import type { StatusDelivery } from "@/lib/domain/check-in"
import { isErasedAddress } from "@/lib/domain/erased-person"
import { isShown } from "@/lib/domain/profile"
import { isSensitive, sensitiveFields } from "@/lib/domain/question"
import { maskAnswer } from "@/lib/domain/sensitive"
import { reservedFields } from "@/lib/domain/status-field"
import { type UserExtra, userExtraFields } from "@/lib/gate/contract/user-extra"
import { readUse } from "@/lib/network/own-pass"
import { findPassView } from "@/lib/network/pass-view"
import { allows, type EventScope } from "@/lib/organizers/scope"
import { journalProfile } from "@/lib/profile/view"
import { actAs, findAttendee } from "./attendee"

/** Somebody walks through the list with the arrow keys: GATE is not waited for any longer. */
const patienceMs = 1_500

type Read = { record: UserExtra | null; word: Omit<GateWord, "shows">; says: Record<string, unknown> | null }

function displayFields(record: Record<string, unknown>): GateWord["fields"] {
  return userExtraFields.flatMap((name) => {
    const value = record[name]
    if (value === null || value === undefined || value === "") return []
    const isSecret = sensitiveFields.some((field) => field === name)
    const text = String(value)
    return [{ name, value: isSecret ? maskAnswer(isSealed(text) ? null : text) : text }]
  })
}

/**
 * What GATE says: asked by id, and where it does not answer in time, what it said at the last walk. The
 * kept word is only shown; answers are never read from it, because they may be newer here.
 */
async function readGate(context: AppContext, subject: Subject): Promise<Read> {
  const { registration } = subject
  if (registration.gateExtraId === null) {
    return { record: null, word: { kind: "none", at: null, fields: [] }, says: null }
  }
  if (registration.step === "finished") {
    const found = await readRecord(context, subject, { signal: AbortSignal.timeout(patienceMs) })
    if (found.kind === "there") {
      const word = { kind: "now", at: context.clock(), fields: displayFields(found.record) } as const
      return { record: found.record, word, says: found.record }
    }
  }
  const kept = await findKeptRecord(context.db, registration.id)
  if (!kept) return { record: null, word: { kind: "silent", at: null, fields: [] }, says: null }
  const word = { kind: "kept", at: kept.seenAt, fields: displayFields(kept.record) } as const
  return { record: null, word, says: kept.record }
}

/** Which of the person's events a record carries that is of several (decision 0046). */
async function shownEvent(
  { db }: AppContext,
  { registration, event }: Subject,
  says: Read["says"],
): Promise<ShownEvent | null> {
  const { personId, gateExtraId } = registration
  if (says === null || gateExtraId === null) return null
  const sharers = await listLinkedRegistrations(db, personId, gateExtraId)
  const shown = sharers.find((one) => one.event.slug === says.event)
  const others = sharers.filter((one) => one.id !== registration.id && isLive(one))
  if (!shown || (shown.id === registration.id && others.length === 0)) return null
  const isOwn = shown.event.organization.id === event.organization.id
  return {
    title: isOwn ? shown.event.title : null,
    since: await findShownSince(db, shown.id),
    isThis: shown.id === registration.id,
  }
}

async function statusDelivery({ db }: AppContext, { registration, event }: Subject): Promise<StatusDelivery> {
  if (reservedFields(event.questions).status === null) return "kept_here"
  return (await listStatusDeliveries(db, [registration])).get(registration.id) ?? "delivered"
}

async function whoLetIn({ db }: AppContext, { checkedInAt, checkedInBy }: RegistrationRow) {
  if (!checkedInAt) return null
  const by = checkedInBy && (await listAddresses(db, [checkedInBy])).get(checkedInBy)
  return { at: checkedInAt, by: by ?? null }
}

const mostMessages = 50

async function messagesTo({ db }: AppContext, id: string): Promise<SentMessage[]> {
  const sent = await listMessagesTo(db, id, mostMessages)
  return sent.map(({ texts, sentAt, refusedAt }) => ({
    subject: texts.own.subject,
    at: sentAt ?? refusedAt,
    isRefused: refusedAt !== null,
  }))
}

/** Everything about one attendee of a proven event; null when there is none with this id. */
export async function readAttendee(
  context: AppContext,
  scope: EventScope,
  id: string,
): Promise<AttendeeDetail | null> {
  const found = await findAttendee(context, scope, id)
  if (!found) return null
  const [{ record, word, says }] = await Promise.all([
    readGate(context, await loadSubject(context, found)),
    readUse(context, id),
  ])
  // Asking GATE may have found out that the record is gone.
  const registration = (await findAttendee(context, scope, id)) ?? found
  const subject = await loadSubject(context, registration)
  const view = journalProfile(context, subject, record)
  const questions = view.questions.filter((question) => isShown(question, view.answers))
  const { email } = subject.person
  return {
    id,
    firstName: registration.firstName,
    lastName: registration.lastName,
    email: registration.purgedAt || isErasedAddress(email) ? "" : email,
    code: registration.ticketCode,
    status: registration.status,
    placeInLine:
      registration.step === "waitlisted" ? await findPlaceInLine(context.db, subject.event, id) : null,
    erasedAt: registration.purgedAt ?? registration.erasedAt,
    registeredAt: registration.createdAt,
    checkedIn: await whoLetIn(context, registration),
    badgePrintedAt: registration.badgePrintedAt,
    completion: registration.completion,
    language: registration.language,
    termsAcceptedAt: registration.termsAcceptedAt,
    termsVersion: registration.termsVersion,
    deadline: view.deadline,
    hasOwnDeadline: registration.editDeadline !== null,
    questions,
    answers: view.answers,
    startFrom: view.startFrom,
    spellings: view.spellings,
    seen: view.seen,
    verifications: await listVerifications(context.db, id),
    undelivered: Object.keys(registration.undelivered),
    gate: { ...word, shows: await shownEvent(context, subject, says) },
    failure: registration.lastFailure,
    reserved: reservedFields(subject.event.questions),
    statusDelivery: await statusDelivery(context, subject),
    history: await listHistory(context.db, id),
    messages: await messagesTo(context, id),
    network: await findPassView(context, id),
    canRestore: await canUndoCancel(actAs(context, scope), registration, subject.event),
    canCancel: context.clock() < subject.event.endsAt,
    permissions: scope.permissions,
  }
}

/** What an organizer may ask for in an edit form: sensitive fields only with the permission to see them. */
export function editableQuestions(detail: AttendeeDetail, scope: EventScope) {
  const maySeeAll = allows(scope, "see_sensitive")
  return detail.questions.filter((question) => maySeeAll || !isSensitive(question))
}
