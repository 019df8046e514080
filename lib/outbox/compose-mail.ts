import { type CalendarMethod, calendarFile } from "@/lib/calendar/calendar-file"
import { googleCalendarUrl, outlookCalendarUrl } from "@/lib/calendar/calendar-links"
import type { AppContext } from "@/lib/context"
import { type EmailChallenge, findChallenge, findDraft } from "@/lib/db/queries/drafts"
import { getEvent } from "@/lib/db/queries/events"
import type { MailJob } from "@/lib/db/queries/mails"
import { findMessage, type MessageRow } from "@/lib/db/queries/messages"
import type { PersonRow } from "@/lib/db/queries/people"
import {
  findRegistrationForMail,
  type RegistrationOrigin,
  type RegistrationRow,
} from "@/lib/db/queries/registrations"
import { findInvited } from "@/lib/db/queries/team"
import { answerWords } from "@/lib/domain/answer-words"
import { dateLocale } from "@/lib/domain/date-locale"
import { isErasedAddress, knownAddress } from "@/lib/domain/erased-person"
import { type Event, type EventWithQuestions, localiseEvent } from "@/lib/domain/event"
import type { EventMail } from "@/lib/domain/event-mail"
import {
  type FieldValues,
  fillMarkdown,
  fillPlain,
  hasCancelledSince,
  messageFor,
  nameableQuestions,
} from "@/lib/domain/message"
import { isShown } from "@/lib/domain/profile"
import { hasTicket, isRemovedInGate, isWaiting, neverHadPlace } from "@/lib/domain/registration"
import { ticketUrlText } from "@/lib/domain/ticket-code"
import { isWaitlistMail, type WaitlistMail } from "@/lib/domain/waitlist"
import { fitsWallets, walletFiles } from "@/lib/domain/wallet"
import { addressTakenMail, newAddressMail } from "@/lib/mail/account-mails"
import { codeMail } from "@/lib/mail/code-mail"
import {
  dayBeforeMail,
  eventCancelledMail,
  eventMovedMail,
  eventReinstatedMail,
  thanksMail,
  waitedEventCancelledMail,
  waitedEventReinstatedMail,
} from "@/lib/mail/event-mails"
import { invitationMail } from "@/lib/mail/invitation-mail"
import type { CalendarPart, MailMessage } from "@/lib/mail/message"
import { answerReader, organizerMail } from "@/lib/mail/organizer-mail"
import { cancelledByHostMail, cancelledMail, reminderMail, restoredMail } from "@/lib/mail/registration-mails"
import { ticketMail } from "@/lib/mail/ticket-mail"
import { takenOffWaitlistMail, waitlistMail } from "@/lib/mail/waitlist-mails"
import { liveWallets } from "@/lib/pass/issuers"
import { drawCodePicture } from "@/lib/sharing/code-picture"
import { codeOf } from "./code"
import { isEventMailDue } from "./event-mails"
import { newsToTell } from "./event-news"
import { reminderNow } from "./reminders"
import { unsubscribeUrls } from "./unsubscribe"
import { waitlistUrl } from "./waitlist-link"

type Subject = {
  registration: RegistrationRow
  person: PersonRow
  event: EventWithQuestions
  origin: RegistrationOrigin
  turns: number
  hasNetworkPass: boolean
}

/** What the reader's calendar is to make of the event now. */
function calendarPart(
  { siteUrl, mail, clock }: AppContext,
  { registration, person, event, turns }: Subject,
  method: CalendarMethod,
): CalendarPart {
  const name = `${registration.firstName} ${registration.lastName}`
  const file = calendarFile(event, {
    url: `${siteUrl}/e/${event.slug}`,
    sequence: event.revision + turns,
    at: clock(),
    organizer: mail.sender,
    method,
    ...(method === "publish" ? {} : { attendee: { name, email: person.email } }),
  })
  return { file, method }
}

/** Who reads a mail, and how. Nobody but the person knows how dates are written where they are. */
function readerOf({ registration, person, origin }: Pick<Subject, "registration" | "person" | "origin">) {
  const { language, locale } = registration
  return { to: person.email, language, dates: dateLocale(language, origin === "person" ? locale : null) }
}

/** `isTaken`: the place was taken for somebody who waited, and the mail has their way back. */
async function composeTicket(
  context: AppContext,
  subject: Subject,
  { isTaken = false }: { isTaken?: boolean } = {},
): Promise<MailMessage> {
  const { siteUrl, wallet, clock } = context
  const { registration, event, origin, hasNetworkPass } = subject
  const wallets = fitsWallets(registration, event, clock()) ? liveWallets(wallet, clock()) : []
  const ticketUrl = `${siteUrl}/tickets/${registration.id}`
  const eventUrl = `${siteUrl}/e/${event.slug}`
  return ticketMail({
    ...readerOf(subject),
    firstName: registration.firstName,
    event,
    ticketCode: registration.ticketCode,
    ticketUrl,
    codePicture: await drawCodePicture(ticketUrlText(siteUrl, registration.ticketCode)),
    wallets: wallets.map((each) => ({ wallet: each, url: `${ticketUrl}/${walletFiles[each]}` })),
    wifiUrl: hasNetworkPass ? `${ticketUrl}#wifi` : null,
    origin,
    backUrl: isTaken ? waitlistUrl(context, registration) : null,
    calendar: {
      ...calendarPart(context, subject, "publish"),
      googleUrl: googleCalendarUrl(event, eventUrl),
      outlookUrl: outlookCalendarUrl(event, eventUrl),
    },
  })
}

async function composeReminder(context: AppContext, subject: Subject): Promise<MailMessage | null> {
  const { registration, person, event } = subject
  const due = await reminderNow(context, registration, event)
  return (
    due &&
    reminderMail({
      ...readerOf(subject),
      event,
      url: `${context.siteUrl}/profile/${registration.id}`,
      questions: due.questions.map(({ label }) => label),
      needBy: due.needBy,
      unsubscribe: unsubscribeUrls(context, person.id),
    })
  )
}

/** The mail that answers a request for a code, while the code counts. */
async function composeCodeMail(
  { db, clock, keys }: AppContext,
  challengeId: string,
  kind: MailJob["kind"],
): Promise<MailMessage | null> {
  const challenge = await findChallenge(db, challengeId)
  const leftMs = challenge ? challenge.expiresAt.getTime() - clock().getTime() : 0
  if (!challenge || challenge.provedAt || leftMs <= 0) return null
  const { email: to, language } = challenge
  if (kind === "address_taken") return addressTakenMail({ to, language })
  if (kind === "new_address") return newAddressMail(partsOf({ clock, keys }, challenge))
  const draft = await findDraft(db, challengeId)
  return writeCodeMail({ clock, keys }, challenge, draft && (await getEvent(db, draft.eventId)))
}

type Code = Pick<EmailChallenge, "id" | "email" | "codeNonce" | "language" | "expiresAt">
type CodeContext = Pick<AppContext, "clock" | "keys">

function partsOf({ clock, keys }: CodeContext, challenge: Code) {
  const { email: to, language, expiresAt } = challenge
  const validMinutes = Math.ceil((expiresAt.getTime() - clock().getTime()) / 60_000)
  return { to, language, code: codeOf(keys.code, challenge), validMinutes }
}

/** The mail with a challenge's code, for an event or, where that is null, for signing in. */
export function writeCodeMail(context: CodeContext, challenge: Code, event: Event | null): MailMessage {
  return codeMail({ ...partsOf(context, challenge), event })
}

async function composeNews(
  context: AppContext,
  job: MailJob,
  stored: EventWithQuestions,
  subject: Subject,
): Promise<MailMessage | null> {
  const { registration, event } = subject
  const { language } = registration
  const news = await newsToTell(context, job, stored, language)
  if (!news) return null
  if (isWaiting(registration)) {
    const told = { ...readerOf(subject), event, url: `${context.siteUrl}/e/${event.slug}` }
    if (news.kind === "moved") return null
    return news.kind === "cancelled" ? waitedEventCancelledMail(told) : waitedEventReinstatedMail(told)
  }
  const calendar = calendarPart(context, subject, news.kind === "cancelled" ? "cancel" : "request")
  const url = `${context.siteUrl}/tickets/${registration.id}`
  const mail = { ...readerOf(subject), event, url, calendar }
  if (news.kind === "moved") return eventMovedMail({ ...mail, before: news.before })
  return news.kind === "cancelled" ? eventCancelledMail(mail) : eventReinstatedMail(mail)
}

/** The mails of waitlists, each only as long as it is true. */
async function composeWaitlistMail(
  context: AppContext,
  kind: WaitlistMail,
  subject: Subject,
): Promise<MailMessage | null> {
  const { siteUrl, clock } = context
  const { registration, person } = subject
  const event = localiseEvent(subject.event, registration.language)
  if (event.cancelledAt !== null || clock() >= event.endsAt || isErasedAddress(person.email)) return null
  if (kind === "place_taken")
    return hasTicket(registration) ? composeTicket(context, { ...subject, event }, { isTaken: true }) : null
  const steps = {
    waitlisted: "waitlisted",
    offered: "offered",
    claimable: "waitlisted",
    offer_ended: "cancelled",
  }
  if (registration.step !== steps[kind]) return null
  return waitlistMail(kind, {
    ...readerOf(subject),
    event,
    url: waitlistUrl(context, registration),
    ticketUrl: `${siteUrl}/tickets/${registration.id}`,
    eventUrl: `${siteUrl}/e/${event.slug}`,
    heldUntil: registration.heldUntil,
  })
}

/** What an organizer wrote, as one attendee reads it; null for somebody who is gone or ended such mails meanwhile. */
export function composeMessage(
  { siteUrl }: Pick<AppContext, "siteUrl">,
  { texts, isOptional }: Pick<MessageRow, "texts" | "isOptional">,
  { registration, person, event }: Pick<Subject, "registration" | "person" | "event">,
  unsubscribe: ReturnType<typeof unsubscribeUrls>,
): MailMessage | null {
  const isGone = registration.purgedAt || isRemovedInGate(registration) || isErasedAddress(person.email)
  if (isGone || (isOptional && person.remindersOffAt)) return null
  const { language, firstName, lastName, answers } = registration
  const asked = nameableQuestions(event.questions).filter((question) => isShown(question, answers))
  const known = asked.flatMap((question) => {
    const answer = answers[question.key]
    return answer ? [[question.key, answerWords(question, answer, answerReader(language))] as const] : []
  })
  const url = `${siteUrl}/tickets/${registration.id}`
  const values: FieldValues = {
    first_name: firstName,
    name: `${firstName} ${lastName}`.trim(),
    event: event.title,
    ticket_link: url,
    answers: Object.fromEntries(known),
  }
  const { subject, body } = messageFor(texts, language)
  return organizerMail({
    to: person.email,
    language,
    event,
    subject: fillPlain(subject, values),
    body: { markdown: fillMarkdown(body, values), text: fillPlain(body, values) },
    url,
    unsubscribe: isOptional ? unsubscribe : null,
  })
}

async function composeOwedMessage(
  context: AppContext,
  messageId: string,
  readerId: string | null,
): Promise<MailMessage | null> {
  const message = await findMessage(context.db, messageId)
  const found = readerId && (await findRegistrationForMail(context.db, readerId))
  if (!message || message.stoppedAt || !found) return null
  if (hasCancelledSince(found.registration, message.openedAt)) return null
  const event = localiseEvent(found.event, found.registration.language)
  return composeMessage(context, message, { ...found, event }, unsubscribeUrls(context, found.person.id))
}

/** The mail that invites somebody to a team; null once it was taken back, or the event of the door is over. */
async function composeInvitation(context: AppContext, memberId: string): Promise<MailMessage | null> {
  const found = await findInvited(context.db, memberId)
  if (!found) return null
  const { member, event, inviter } = found
  if (event && event.endsAt <= context.clock()) return null
  const { email: to, language, role, organizationName: organization } = member
  return invitationMail({
    ...{ to, language, role, organization },
    inviter: knownAddress(inviter),
    event: event && localiseEvent(event, language),
    url: `${context.siteUrl}/organizer${event ? `/${event.slug}/check-in` : ""}`,
  })
}

function composeEventMail(context: AppContext, kind: EventMail, subject: Subject): MailMessage | null {
  const { registration, person, event } = subject
  if (!isEventMailDue(kind, subject, context.clock())) return null
  const mail = {
    ...readerOf(subject),
    event,
    url: `${context.siteUrl}/tickets/${registration.id}`,
    unsubscribe: unsubscribeUrls(context, person.id),
  }
  return kind === "day_before" ? dayBeforeMail(mail) : thanksMail(mail)
}

function composeCancelledByHost(context: AppContext, subject: Subject): MailMessage {
  const { registration, event } = subject
  const eventUrl = `${context.siteUrl}/e/${event.slug}`
  if (neverHadPlace(registration)) return takenOffWaitlistMail({ ...readerOf(subject), event, eventUrl })
  const calendar = calendarPart(context, subject, "cancel")
  return cancelledByHostMail({ ...readerOf(subject), event, url: eventUrl, calendar })
}

/** An owed mail as it reads now, or null when there is nothing left to say: the state has moved on meanwhile. */
export async function composeMail(context: AppContext, job: MailJob): Promise<MailMessage | null> {
  if (job.challengeId) return composeCodeMail(context, job.challengeId, job.kind)
  if (job.memberId) return composeInvitation(context, job.memberId)
  if (job.messageId) return composeOwedMessage(context, job.messageId, job.readerId)
  const found = job.registrationId && (await findRegistrationForMail(context.db, job.registrationId))
  if (!found) return null
  const { registration } = found
  if (isWaitlistMail(job.kind)) return composeWaitlistMail(context, job.kind, found)
  const event = localiseEvent(found.event, registration.language)
  const subject = { ...found, event }
  const isCancelled = !hasTicket(registration)
  const isOff = event.cancelledAt !== null
  const about = (method: CalendarMethod) => ({
    ...readerOf(subject),
    event,
    url: `${context.siteUrl}/tickets/${registration.id}`,
    calendar: calendarPart(context, subject, method),
  })
  switch (job.kind) {
    case "ticket":
      return isCancelled || isOff ? null : composeTicket(context, subject)
    case "reminder":
      return isOff ? null : composeReminder(context, subject)
    case "cancelled":
      return isCancelled ? cancelledMail(about("cancel")) : null
    case "cancelled_by_host":
      return isCancelled ? composeCancelledByHost(context, subject) : null
    case "restored":
      return isCancelled || isOff ? null : restoredMail(about("request"))
    case "event_news":
      return registration.step === "cancelled" ? null : composeNews(context, job, found.event, subject)
    case "day_before":
    case "thanks":
      return composeEventMail(context, job.kind, subject)
    default:
      return null
  }
}
