import type { AppContext } from "@/lib/context"
import { listSessions } from "@/lib/db/queries/account"
import { findCalendarFeed } from "@/lib/db/queries/calendar-feeds"
import { getEvent } from "@/lib/db/queries/events"
import { listGateTasks } from "@/lib/db/queries/gate-tasks"
import { listMailJobs } from "@/lib/db/queries/mails"
import { listConsents } from "@/lib/db/queries/marketing"
import { findNetworkPass } from "@/lib/db/queries/network-passes"
import { getPerson } from "@/lib/db/queries/people"
import {
  listRegistrationEvents,
  listRegistrationsOf,
  type RegistrationRow,
} from "@/lib/db/queries/registrations"
import { findResubmission } from "@/lib/db/queries/resubmissions"
import { listMembershipsOf } from "@/lib/db/queries/team"
import { listVerifications } from "@/lib/db/queries/verification"
import { listWalletPasses } from "@/lib/db/queries/wallet-passes"
import { listOwnRecords } from "@/lib/delivery/own-records"
import { isSealed, unseal } from "@/lib/delivery/sensitive"
import { nullIfGone } from "@/lib/delivery/task-work"
import { erasedOn } from "@/lib/domain/event"
import { type AnswerField, isSensitive, sensitiveFields } from "@/lib/domain/question"
import { maskAnswer } from "@/lib/domain/sensitive"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import { isGateError } from "@/lib/gate/errors"
import { feedAddress } from "./calendar-feed"

/** Everything held about one person, here and in GATE, as they download it. */
export type OwnData = Awaited<ReturnType<typeof collectOwnData>>

/** Numbers of passports and the like stay masked: a download lies about on disks (contract §9.7). */
function maskedText({ keys }: AppContext, parent: string, field: AnswerField, text: string): string {
  return maskAnswer(isSealed(text) ? unseal(keys.fields, text, { parent, field }) : text)
}

/** Phone numbers as they were typed, under the names a download has for them. */
function asTyped(spellings: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(spellings).map(([key, text]) => [`${key}.typed`, text]))
}

async function describeRegistration(context: AppContext, registration: RegistrationRow, parent: string) {
  const { db } = context
  const event = await getEvent(db, registration.eventId)
  const questionOf = (key: string) => event.questions.find((question) => question.key === key)
  const shown = (key: string, answer: string) => {
    const question = questionOf(key)
    return question && isSensitive(question) ? maskedText(context, parent, question.field, answer) : answer
  }
  const { spellings, contested } = registration
  const held = Object.entries({ ...registration.answers, ...registration.undelivered })
  const answers = [
    ...held.flatMap(([key, answer]) =>
      answer === null ? [] : [{ question: questionOf(key)?.label ?? key, answer: shown(key, answer) }],
    ),
    ...Object.entries(asTyped(spellings)).map(([question, answer]) => ({ question, answer })),
    // What nobody chose yet is one of the person's words as well.
    ...Object.entries(contested).map(([key, answer]) => ({
      question: `${key}.contested`,
      answer: shown(key, answer),
    })),
  ]
  const mails = await listMailJobs(db, [registration.id])
  const again = await findResubmission(db, registration.id)
  const pass = await findNetworkPass(db, registration.id)
  const wallets = await listWalletPasses(db, registration.id)
  const verifications = await listVerifications(db, registration.id)
  return {
    id: registration.id,
    event: event.title,
    eventId: event.slug,
    startsAt: event.startsAt,
    state: registration.step,
    ticketCode: registration.ticketCode,
    firstName: registration.firstName,
    lastName: registration.lastName,
    locale: registration.locale,
    language: registration.language,
    country: registration.country,
    guessedCountry: registration.guessedCountry,
    termsAcceptedAt: registration.termsAcceptedAt,
    createdAt: registration.createdAt,
    finishedAt: registration.finishedAt,
    cancelledAt: registration.cancelledAt,
    waitlistedAt: registration.waitlistedAt,
    movedUpAt: registration.movedUpAt,
    takeUntil: registration.takeUntil,
    heldUntil: registration.heldUntil,
    placedAt: registration.placedAt,
    erasedAt: registration.erasedAt,
    purgedAt: registration.purgedAt,
    erasedAtTheLatest: erasedOn(event),
    gateRecord: registration.gateExtraId,
    lastFailure: registration.lastFailure,
    answers,
    verifiedAnswers: verifications.map(({ questionKey, method, at }) => ({
      question: questionOf(questionKey)?.label ?? questionKey,
      method,
      verifiedAt: at,
    })),
    network: pass && {
      givenAt: pass.givenAt,
      opensAt: pass.opensAt,
      closesAt: pass.closesAt,
      profiles: pass.profiles,
      serviceClass: pass.serviceClass,
      addedSeconds: pass.addedSeconds,
      grantedSeconds: pass.grantedSeconds,
      secondsLeft: pass.secondsLeft,
      state: pass.state,
      deliveredAt: pass.deliveredAt,
      endedAt: pass.endedAt,
      firstLogin: pass.firstLogin,
      lastLogin: pass.lastLogin,
      readAt: pass.readAt,
      readTriedAt: pass.readTriedAt,
      timeAskedAt: pass.timeAskedAt,
      problem: pass.problem,
    },
    enteredAgain: again && {
      firstName: again.firstName,
      lastName: again.lastName,
      answers: { ...again.answers, ...asTyped(again.spellings) },
    },
    wallets: wallets.map(({ platform, createdAt, devices }) => ({
      wallet: platform,
      addedAt: createdAt,
      devices: devices.map(({ deviceId, pushToken, createdAt: addedAt }) => ({
        deviceId,
        pushToken,
        addedAt,
      })),
    })),
    mails: mails.map(({ kind, runAt, sentAt }) => ({ kind, owedAt: runAt, sentAt })),
    history: await listRegistrationEvents(db, registration.id),
  }
}

function masked(context: AppContext, parent: string, record: UserExtra): Record<string, unknown> {
  const hidden = sensitiveFields.flatMap((field) => {
    const text = record[field]
    return text ? [[field, maskedText(context, parent, field, String(text))]] : []
  })
  return { ...record, ...Object.fromEntries(hidden) }
}

/** What GATE holds, asked now; `isRead` is false where it could not be asked. */
async function describeGate(context: AppContext, gateUserId: string | null) {
  const { gate, log } = context
  if (gateUserId === null) return { isRead: true, user: null, profiles: [] }
  try {
    const user = await nullIfGone(gate.users.get(gateUserId))
    const records = await listOwnRecords(gate, gateUserId)
    return { isRead: true, user, profiles: records.map((record) => masked(context, gateUserId, record)) }
  } catch (error) {
    if (!isGateError(error)) throw error
    log.warn({ err: error }, "GATE could not be read for somebody's own data")
    return { isRead: false, user: null, profiles: [] }
  }
}

/** Collects what is held about a person; of everybody else it knows nothing. */
export async function collectOwnData(context: AppContext, personId: string) {
  const { db, clock } = context
  const person = await getPerson(db, personId)
  const registrations = await listRegistrationsOf(db, personId)
  const tasks = await listGateTasks(db, personId)
  const feed = await findCalendarFeed(db, personId)
  return {
    collectedAt: clock(),
    account: {
      id: person.id,
      email: person.email,
      previousEmail: person.previousEmail,
      firstName: person.firstName,
      lastName: person.lastName,
      language: person.language,
      remindersOffAt: person.remindersOffAt,
      gateUser: person.gateUserId,
      gateUsername: person.gateUsername,
    },
    registrations: await Promise.all(
      registrations.map((registration) =>
        describeRegistration(context, registration, person.gateUserId ?? ""),
      ),
    ),
    requests: tasks.map(({ kind, createdAt, finishedAt }) => ({ kind, askedAt: createdAt, finishedAt })),
    news: await listConsents(db, personId),
    calendar: feed && { address: feedAddress(context, feed.nonce), createdAt: feed.createdAt },
    teams: await listMembershipsOf(db, person),
    sessions: await listSessions(db, personId, clock()),
    gate: await describeGate(context, person.gateUserId),
  }
}
