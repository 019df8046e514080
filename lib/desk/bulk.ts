import { cancelWithin } from "@/lib/account/cancel"
import type { AppContext } from "@/lib/context"
import type { Transaction } from "@/lib/db/database"
import {
  type BulkJob,
  type BulkSelection,
  claimBulkJob,
  claimItem,
  confirmBulkJob,
  countDecided,
  countOutcomes,
  countSelected,
  findBulkJob,
  insertBulkJob,
  listDueBulkJobs,
  listOpenItems,
  releaseBulkJob,
  setItemOutcome,
} from "@/lib/db/queries/bulk"
import { getEvent } from "@/lib/db/queries/events"
import { findMessage, insertMessage, oweMessage } from "@/lib/db/queries/messages"
import { findPerson } from "@/lib/db/queries/people"
import { findRegistration, type RegistrationRow } from "@/lib/db/queries/registrations"
import {
  type BulkAction,
  type BulkOutcome,
  type BulkProgress,
  bulkOutcomes,
  mostAtOnce,
} from "@/lib/domain/bulk"
import type { EventWithQuestions } from "@/lib/domain/event"
import { hasCancelledSince, unwritten } from "@/lib/domain/message"
import type { Permission } from "@/lib/domain/permission"
import { isGone, isWaiting } from "@/lib/domain/registration"
import { isUuid } from "@/lib/domain/uuid"
import {
  addTimeWithin,
  bulkSeconds,
  endPassWithin,
  giveAgainWithin,
  type PassActOutcome,
} from "@/lib/network/pass-acts"
import { type OrganizerAct, recordOrganizerEvent } from "@/lib/organizers/audit"
import { type EventScope, requirePermission } from "@/lib/organizers/scope"
import { checkInWithin, type Door, noteBadgeWithin } from "./check-in"

/** What each action asks of an organizer. */
export const permissionFor: Record<BulkAction, Permission> = {
  check_in: "check_in",
  badge_printed: "check_in",
  cancel: "edit",
  add_network_time: "check_in",
  // At once and for many: whoever helps at the door does it one by one.
  end_network: "edit",
  give_network_again: "check_in",
  send_message: "edit",
}

/** What waits until somebody says once more that it is meant. */
const isAskedFirst = (action: BulkAction) => action === "cancel" || action === "send_message"

/** Attendees of one claim: a tenth of a second on PGlite, which does nothing else meanwhile, so it need not be renewed. */
const chunkSize = 25

export type BulkOrder = { jobId: string; action: BulkAction; selection: BulkSelection }

export type Started = "started" | "nobody" | "too_many"

/**
 * Fixes who is meant and begins a job; the same id again is the same job. A cancellation or a message waits until it is
 * confirmed. The selection of another event's attendees is empty.
 */
export async function startBulk(
  context: AppContext,
  scope: EventScope,
  { jobId, action, selection }: BulkOrder,
): Promise<Started> {
  requirePermission(scope, permissionFor[action])
  const { db, clock } = context
  const eventId = scope.event.id
  if (await findBulkJob(db, { id: jobId, eventId })) return "started"
  const wanted = "ids" in selection ? { ids: selection.ids.filter(isUuid) } : readersOf(action, selection)
  if ("doneIn" in wanted && !(await findBulkJob(db, { id: wanted.doneIn, eventId }))) return "nobody"
  if ("ids" in wanted && wanted.ids.length === 0) return "nobody"
  const total = await countSelected(db, eventId, wanted, mostAtOnce)
  if (total === 0) return "nobody"
  if (total > mostAtOnce) return "too_many"
  const now = clock()
  const confirmedAt = isAskedFirst(action) ? null : now
  const job = { id: jobId, eventId, actorId: scope.personId, action, createdAt: now, confirmedAt }
  await db.transaction(async (tx) => {
    if (!(await insertBulkJob(tx, job, wanted))) return
    if (action === "send_message") {
      await insertMessage(tx, { jobId, texts: unwritten, isOptional: false, sendAt: null })
    }
    const act: OrganizerAct = {
      name: "attendees.bulk_started",
      eventId,
      detail: { action, job: jobId, count: total },
    }
    await recordOrganizerEvent(tx, scope, act, now)
  })
  return "started"
}

/** A message is for people with a ticket, unless the list shows some status on purpose. */
function readersOf<Selection extends BulkSelection>(action: BulkAction, selection: Selection) {
  const isMeantForAll =
    action !== "send_message" || !("query" in selection) || (selection.query.facets.status ?? []).length > 0
  return isMeantForAll ? selection : { ...selection, isOfTicketsAlone: true }
}

/** Says that a job is really meant; false for a job of another event. */
export async function confirmBulk(context: AppContext, scope: EventScope, jobId: string): Promise<boolean> {
  const job = isUuid(jobId) ? await findBulkJob(context.db, { id: jobId, eventId: scope.event.id }) : null
  // A message is meant in its own way: `scheduleMessage`.
  if (!job || job.action === "send_message") return false
  requirePermission(scope, permissionFor[job.action])
  await confirmBulkJob(context.db, jobId, context.clock())
  return true
}

/** How far a job has come; null for a job of another event. */
export async function readProgress(
  { db }: Pick<AppContext, "db">,
  scope: EventScope,
  jobId: string,
): Promise<BulkProgress | null> {
  const job = isUuid(jobId) ? await findBulkJob(db, { id: jobId, eventId: scope.event.id }) : null
  if (!job) return null
  const found = await countOutcomes(db, jobId)
  const counts = Object.fromEntries(bulkOutcomes.map((outcome) => [outcome, found.get(outcome) ?? 0]))
  const state = job.finishedAt ? "finished" : job.confirmedAt ? "running" : "unconfirmed"
  return { action: job.action, total: job.total, counts: counts as BulkProgress["counts"], state }
}

function withoutEffect(registration: RegistrationRow): BulkOutcome {
  if (registration.step === "cancelled") return "cancelled"
  if (isWaiting(registration)) return "waiting"
  return isGone(registration) ? "removed" : "already"
}

const passOutcomes = {
  done: "done",
  already: "already",
  over: "over",
  none: "no_pass",
} as const satisfies Record<PassActOutcome, BulkOutcome>

/** What a network pass comes to; null: the action is about something else. */
async function performOnPass(
  tx: Transaction,
  context: AppContext,
  { action, actorId }: BulkJob,
  { id }: RegistrationRow,
): Promise<BulkOutcome | null> {
  const acting = { ...context, actorId }
  switch (action) {
    case "add_network_time":
      return passOutcomes[await addTimeWithin(tx, acting, id, bulkSeconds)]
    case "end_network":
      return passOutcomes[await endPassWithin(tx, acting, id)]
    case "give_network_again":
      return passOutcomes[await giveAgainWithin(tx, acting, id)]
    default:
      return null
  }
}

/** Owes a message to one attendee, `place` mails after the first. */
async function performMessage(
  tx: Transaction,
  { clock, newId, messagesPerMinute }: AppContext,
  job: BulkJob,
  registration: RegistrationRow,
  place: number,
): Promise<BulkOutcome> {
  const message = await findMessage(tx, job.id)
  const person = await findPerson(tx, registration.personId)
  if (!message || !person || isGone(registration)) return "removed"
  if (message.stoppedAt) return "already"
  if (hasCancelledSince(registration, message.openedAt)) return "cancelled"
  if (message.isOptional && person.remindersOffAt) return "unsubscribed"
  const first = (job.confirmedAt ?? clock()).getTime()
  const runAt = new Date(first + (place * 60_000) / messagesPerMinute)
  await oweMessage(tx, { id: newId(), messageId: job.id, readerId: registration.id, runAt })
  return "done"
}

/** An attendee's turn in a job; `place`: how many had theirs before. */
type Turn = { registration: RegistrationRow; event: EventWithQuestions; place: number }

async function perform(
  tx: Transaction,
  context: AppContext,
  job: BulkJob,
  { registration, event, place }: Turn,
): Promise<BulkOutcome> {
  const { action, actorId } = job
  if (action === "send_message") return performMessage(tx, context, job, registration, place)
  const onPass = await performOnPass(tx, context, job, registration)
  if (onPass) return onPass
  const door: Door = { event, personId: actorId }
  if (action === "cancel") {
    if (registration.step === "cancelled") return "already"
    if (context.clock() >= event.endsAt) return "over"
    return (await cancelWithin(tx, { ...context, actorId }, registration, event)) ? "done" : "already"
  }
  if (action === "check_in" && event.cancelledAt) return "event_cancelled"
  const isDone =
    action === "check_in"
      ? await checkInWithin(tx, context, door, registration)
      : await noteBadgeWithin(tx, context, door, registration, true)
  return isDone ? "done" : withoutEffect(registration)
}

/** Effect and outcome are one transaction, so that no crash and no second runner does anything twice. */
async function takeTurn(
  context: AppContext,
  job: BulkJob,
  { registrationId, ...turn }: Omit<Turn, "registration"> & { registrationId: string },
): Promise<void> {
  await context.db.transaction(async (tx) => {
    if (!(await claimItem(tx, job.id, registrationId))) return
    const registration = await findRegistration(tx, registrationId)
    const outcome = registration ? await perform(tx, context, job, { registration, ...turn }) : "removed"
    await setItemOutcome(tx, job.id, registrationId, outcome)
  })
}

/** Works through a job to its end, unless somebody else does. Callable at any time and from any process. */
export async function runBulk(context: AppContext, jobId: string): Promise<void> {
  const { db, clock } = context
  for (;;) {
    const job = await claimBulkJob(db, jobId, clock())
    if (!job) return
    const event = await getEvent(db, job.eventId)
    const open = await listOpenItems(db, jobId, chunkSize)
    // Only messages go out in an order.
    let place = job.action === "send_message" ? await countDecided(db, jobId) : 0
    for (const registrationId of open) {
      await takeTurn(context, job, { registrationId, event, place })
      place += 1
    }
    await releaseBulkJob(db, jobId, open.length < chunkSize ? clock() : null)
    if (open.length < chunkSize) return
  }
}

/** Goes on with jobs that a request began and could not finish. */
export async function runDueBulk(context: AppContext): Promise<void> {
  for (const id of await listDueBulkJobs(context.db, context.clock(), 20)) await runBulk(context, id)
}
