import { randomBytes } from "node:crypto"
import type { RegistrationRow } from "@/lib/db/queries/registrations"
import { countryName } from "@/lib/domain/country"
import type { EventWithQuestions } from "@/lib/domain/event"
import type { PersonName } from "@/lib/domain/person-name"
import { customFields, type Question } from "@/lib/domain/question"
import type { Person } from "@/lib/domain/registration"
import type { NewUser, User } from "@/lib/gate/contract/user"
import {
  type NewUserExtra,
  oldestExtraFields,
  type UserExtra,
  type UserExtraPatch,
} from "@/lib/gate/contract/user-extra"

/**
 * The account of somebody who signs in here by e-mail code. The password is random and kept by nobody: GATE's own
 * advice is strong passwords (contract §9.4), and none is the only other choice.
 */
export function newGateUser(
  person: Person,
  registration: RegistrationRow,
  event: EventWithQuestions,
): NewUser {
  return {
    username: person.gateUsername,
    email: person.email,
    password: randomBytes(24).toString("base64url"),
    organization: event.organization.name,
    profile: { first_name: registration.firstName, last_name: registration.lastName, role: "user" },
  }
}

/** The name of an account: in `profile`, or at the top level of the flat shape (contract §11 D31). */
export function gateName(user: User): PersonName {
  const profile = Array.isArray(user.profile) ? null : user.profile
  return {
    firstName: profile?.first_name || user.first_name || "",
    lastName: profile?.last_name || user.last_name || "",
  }
}

/**
 * How one canonical answer stands in its GATE field, null to clear it; a country brings its code along (contract
 * §9.12).
 */
export function answerFields(question: Question, answer: string | null): UserExtraPatch {
  if (question.field === "age") return { age: answer === null ? null : Number(answer) }
  if (question.field === "country") return { country: answer && countryName(answer), country_id: answer }
  return { [question.field]: answer }
}

/** Everything a registration tells GATE beside `parent`: what the person said. */
export function extraFields(registration: RegistrationRow, event: EventWithQuestions): UserExtraPatch {
  const answers = event.questions.flatMap((question) => {
    const answer = registration.answers[question.key]
    return answer === undefined ? [] : [answerFields(question, answer)]
  })
  return Object.assign({ event: event.slug, accept_terms: true, locale: registration.locale }, ...answers)
}

export function newGateExtra(parent: string, fields: UserExtraPatch): NewUserExtra {
  return { parent, ...fields }
}

/**
 * What must change in a record that is already there. When the record moves from another event, custom fields of the
 * old event are cleared in the same PATCH; an absent key is unknown, not different (contract §10, §11 D9).
 */
export function extraPatch(record: UserExtra, fields: UserExtraPatch): UserExtraPatch {
  const movesHere = record.event !== fields.event
  const leftovers = movesHere
    ? customFields.filter(
        (field) => !(field in fields) && record[field] !== null && record[field] !== undefined,
      )
    : []
  const changed = Object.entries(fields).filter(([field, value]) => !sameValue(record[field], value))
  return Object.fromEntries([...changed, ...leftovers.map((field) => [field, null] as const)])
}

const oldest: readonly string[] = oldestExtraFields

/**
 * Names of sent fields that GATE's answer shows with another value: it drops what it does not know (contract §8.1). A field
 * of the oldest page counts as dropped where the answer does not show it at all: the other pages have no such field.
 */
export function droppedFields(sent: UserExtraPatch, answer: UserExtra): string[] {
  return Object.entries(sent).flatMap(([field, value]) => {
    const isUnknown = !(field in answer) && oldest.includes(field) && value !== null
    return isUnknown || (field in answer && !sameValue(answer[field], value)) ? [field] : []
  })
}

/** Whether GATE's value is the one that was meant; it may write a number as text. */
export function sameValue(known: unknown, wanted: unknown): boolean {
  return known === wanted || (typeof known === "number" && String(known) === wanted)
}
