import { randomBytes } from "node:crypto"
import type { FieldKeys } from "@/lib/context"
import type { AdoptedRegistration } from "@/lib/db/queries/gate-matches"
import { readAnswer } from "@/lib/delivery/gate-answers"
import { gateName } from "@/lib/delivery/gate-mapping"
import { isSealed, seal, unseal } from "@/lib/delivery/sensitive"
import type { Answers } from "@/lib/domain/answers"
import { countryCode } from "@/lib/domain/country"
import type { EventWithQuestions } from "@/lib/domain/event"
import { isLanguage } from "@/lib/domain/language"
import type { PersonName } from "@/lib/domain/person-name"
import { isSensitive } from "@/lib/domain/question"
import { reservedFields } from "@/lib/domain/status-field"
import { ticketCode } from "@/lib/domain/ticket-code"
import type { User } from "@/lib/gate/contract/user"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import { readState } from "./gate-state"

/** The name of an account, or its username where GATE has none. */
export function nameOf(user: User): PersonName {
  const { firstName, lastName } = gateName(user)
  return firstName || lastName ? { firstName, lastName } : { firstName: user.username ?? "", lastName: "" }
}

/** `es_MX` as the language of our pages. */
export function languageOf(record: UserExtra): string {
  const language = record.locale?.split(/[_-]/)[0]?.toLowerCase()
  return isLanguage(language) ? language : "en"
}

function answersOf(keys: FieldKeys, event: EventWithQuestions, record: UserExtra, parent: string): Answers {
  const answers: Answers = {}
  for (const question of event.questions) {
    const answer = readAnswer(question, record)
    if (answer === undefined || answer === null) continue
    if (!isSensitive(question)) answers[question.key] = answer
    else {
      const target = { parent, field: question.field }
      const isOurs = isSealed(answer) && unseal(keys, answer, target) !== null
      if (isOurs) answers[question.key] = answer
      else if (!isSealed(answer) && keys.length > 0) answers[question.key] = seal(keys, answer, target)
    }
  }
  return answers
}

export type Adoption = {
  event: EventWithQuestions
  /** As GATE shows it, without the sensitive fields masked. */
  record: UserExtra
  person: { id: string; gateUserId: string; firstName: string; lastName: string }
  newId: () => string
  keys: FieldKeys
  now: Date
}

/** The registration a record in GATE stands for. */
export function adoptedRegistration({
  event,
  record,
  person,
  newId,
  keys,
  now,
}: Adoption): AdoptedRegistration {
  const fields = reservedFields(event.questions)
  const timeOf = (field: (typeof fields)["status"]) => {
    const state = readState(record, field)
    return state?.isOn ? (state.at ?? now) : null
  }
  const made = new Date(record.created_at ?? "")
  const createdAt = Number.isNaN(made.getTime()) || made > now ? now : made
  return {
    id: newId(),
    eventId: event.id,
    personId: person.id,
    submissionId: newId(),
    ticketCode: ticketCode(randomBytes(10)),
    firstName: person.firstName,
    lastName: person.lastName,
    answers: answersOf(keys, event, record, person.gateUserId),
    language: languageOf(record),
    locale: record.locale ?? "en_US",
    country: countryCode(record.country_id ?? record.country ?? "") ?? null,
    // GATE does not say when the terms were accepted, only whether.
    termsAcceptedAt: createdAt,
    gateExtraId: String(record.id),
    checkedInAt: timeOf(fields.checkIn),
    badgePrintedAt: timeOf(fields.badge),
    createdAt,
    adoptedAt: now,
  }
}
