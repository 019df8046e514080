import type { AppContext } from "@/lib/context"
import {
  type BulkJob,
  confirmBulkJob,
  countOutcomes,
  discardBulkJob,
  findBulkJob,
  takeBackBulkJob,
} from "@/lib/db/queries/bulk"
import {
  countMails,
  countUnsubscribed,
  findFirstReader,
  findMessage,
  listMessages,
  listRefused,
  stopMessage,
  updateMessage,
} from "@/lib/db/queries/messages"
import { findRegistrationForMail } from "@/lib/db/queries/registrations"
import { localiseEvent } from "@/lib/domain/event"
import type { EditorIssueCode, Issues } from "@/lib/domain/issue"
import { type ListedMessage, type MessageState, type MessageTexts, takeBackMs } from "@/lib/domain/message"
import { isUuid } from "@/lib/domain/uuid"
import type { MailMessage } from "@/lib/mail/message"
import { type OrganizerAct, recordOrganizerEvent } from "@/lib/organizers/audit"
import { type EventScope, requirePermission } from "@/lib/organizers/scope"
import { composeMessage } from "@/lib/outbox/compose-mail"
import { parseMessage } from "./message-form"

export type MessageView = {
  id: string
  state: MessageState
  texts: MessageTexts
  isOptional: boolean
  /** The hour that was chosen; null: at once. */
  sendAt: Date | null
  /** When it goes out, or went; null while it is a draft. */
  startsAt: Date | null
  /** How many attendees it was addressed to. */
  total: number
  /** How many of them want no news and offers. */
  unsubscribed: number
  /** How many were left out, because they are gone or want none. */
  leftOut: number
  mails: { sent: number; refused: number; waiting: number }
  refused: { id: string; name: string }[]
}

const leftOutFor = ["removed", "cancelled", "unsubscribed"] as const

const mostRefusedShown = 200
const mostListed = 200

type Moments = { confirmedAt: Date | null; finishedAt: Date | null; stoppedAt: Date | null }

function stateOf({ confirmedAt, finishedAt, stoppedAt }: Moments, waiting: number, now: Date): MessageState {
  if (stoppedAt) return "stopped"
  if (!confirmedAt) return "draft"
  if (confirmedAt > now) return "scheduled"
  return finishedAt && waiting === 0 ? "sent" : "sending"
}

/** The job of a message of a proven event; null when there is none with this id. */
async function findJob(
  { db }: Pick<AppContext, "db">,
  scope: EventScope,
  id: string,
): Promise<BulkJob | null> {
  requirePermission(scope, "edit")
  const job = isUuid(id) ? await findBulkJob(db, { id, eventId: scope.event.id }) : null
  return job?.action === "send_message" ? job : null
}

/** A message of a proven event; null when there is none with this id. */
export async function readMessage(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  scope: EventScope,
  id: string,
): Promise<MessageView | null> {
  const job = await findJob({ db }, scope, id)
  const message = job && (await findMessage(db, id))
  if (!job || !message) return null
  const mails = await countMails(db, id)
  const outcomes = await countOutcomes(db, id)
  return {
    id,
    state: stateOf({ ...job, stoppedAt: message.stoppedAt }, mails.waiting, clock()),
    texts: message.texts,
    isOptional: message.isOptional,
    sendAt: message.sendAt,
    startsAt: job.confirmedAt,
    total: job.total,
    unsubscribed: await countUnsubscribed(db, id),
    leftOut: leftOutFor.reduce((sum, outcome) => sum + (outcomes.get(outcome) ?? 0), 0),
    mails,
    refused: mails.refused > 0 ? await listRefused(db, id, mostRefusedShown) : [],
  }
}

export type SavedMessage =
  | { ok: true }
  | { ok: false; issues: Issues<EditorIssueCode> }
  | { ok: false; gone: true }

/** Rewrites a draft by the values of its form; `gone`: there is none, or it was sent meanwhile. */
export async function saveMessage(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  scope: EventScope,
  id: string,
  values: Record<string, string[]>,
): Promise<SavedMessage> {
  const job = await findJob({ db }, scope, id)
  const parsed = parseMessage(values, scope.event, clock())
  if (!parsed.ok) return parsed
  const isSaved = job !== null && (await db.transaction((tx) => updateMessage(tx, id, parsed.draft)))
  return isSaved ? { ok: true } : { ok: false, gone: true }
}

/** What came of a button below a message. */
export type MessageAct = "done" | "unwritten" | "over" | "changed"

/** Says that a message is meant: it goes out at its hour, and not before it could be taken back. */
export async function scheduleMessage(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  scope: EventScope,
  id: string,
): Promise<MessageAct> {
  const view = await readMessage({ db, clock }, scope, id)
  if (!view) return "changed"
  if (!view.texts.own.subject) return "unwritten"
  const now = clock()
  if (view.sendAt && view.sendAt <= now) return "over"
  const at = new Date(Math.max(view.sendAt?.getTime() ?? 0, now.getTime() + takeBackMs))
  return db.transaction(async (tx) => {
    if (!(await confirmBulkJob(tx, id, at))) return "changed"
    const detail = { message: id, count: view.total }
    await recordOrganizerEvent(tx, scope, { name: "message.scheduled", eventId: scope.event.id, detail }, now)
    return "done"
  })
}

/** Makes a message that has not begun to go out a draft again. */
export async function takeBackMessage(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  scope: EventScope,
  id: string,
): Promise<MessageAct> {
  if (!(await findJob({ db }, scope, id))) return "changed"
  const now = clock()
  return db.transaction(async (tx) => {
    if (!(await takeBackBulkJob(tx, id, now))) return "changed"
    const act: OrganizerAct = { name: "message.taken_back", eventId: scope.event.id, detail: { message: id } }
    await recordOrganizerEvent(tx, scope, act, now)
    return "done"
  })
}

/** Ends a message that is going out: whoever it was not handed over to gets none. */
export async function haltMessage(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  scope: EventScope,
  id: string,
): Promise<MessageAct> {
  const view = await readMessage({ db, clock }, scope, id)
  if (view?.state !== "sending") return "changed"
  const now = clock()
  return db.transaction(async (tx) => {
    if (!(await stopMessage(tx, id, now))) return "changed"
    const act: OrganizerAct = { name: "message.stopped", eventId: scope.event.id, detail: { message: id } }
    await recordOrganizerEvent(tx, scope, act, now)
    return "done"
  })
}

/** Deletes a draft. */
export async function discardMessage(
  { db }: Pick<AppContext, "db">,
  scope: EventScope,
  id: string,
): Promise<MessageAct> {
  if (!(await findJob({ db }, scope, id))) return "changed"
  return (await discardBulkJob(db, id)) ? "done" : "changed"
}

/**
 * The mail as one of those it is meant for will read it, in their language or the one that is asked for; null while nothing
 * is written, or nobody is left.
 */
export async function previewMessage(
  context: Pick<AppContext, "db" | "clock" | "siteUrl">,
  view: MessageView,
  language?: string,
): Promise<MailMessage | null> {
  const reader = view.texts.own.subject ? await findFirstReader(context.db, view.id) : null
  const found = reader && (await findRegistrationForMail(context.db, reader))
  if (!found) return null
  const registration = { ...found.registration, language: language ?? found.registration.language }
  const event = localiseEvent(found.event, registration.language)
  // Whoever ended such mails stands for those who did not.
  const person = { ...found.person, remindersOffAt: null }
  // The reader's own address for it would end their mails at the organizer's press.
  const pageUrl = `${context.siteUrl}/me/unsubscribe`
  const unsubscribe = { pageUrl, oneClickUrl: pageUrl }
  return composeMessage(context, view, { registration, person, event }, unsubscribe)
}

/** Sends the mail of the preview to the organizer alone; false when there is none. */
export async function sendTestMessage(
  context: Pick<AppContext, "db" | "clock" | "siteUrl" | "mail" | "newId">,
  scope: EventScope,
  id: string,
  email: string,
  language?: string,
): Promise<boolean> {
  const view = await readMessage(context, scope, id)
  const mail = view && (await previewMessage(context, view, language))
  if (!mail) return false
  const { unsubscribeUrl: _, ...test } = mail
  await context.mail.send({ ...test, to: email }, context.newId())
  return true
}

/** The messages of an event, the latest first. */
export async function listEventMessages(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  scope: EventScope,
): Promise<ListedMessage[]> {
  requirePermission(scope, "edit")
  const listed = await listMessages(db, scope.event.id, mostListed)
  return listed.map(({ id, texts, total, createdAt, waiting, ...moments }) => ({
    id,
    subject: texts.own.subject,
    state: stateOf(moments, waiting, clock()),
    total,
    at: moments.confirmedAt ?? createdAt,
  }))
}
