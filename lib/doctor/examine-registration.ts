import type { Examined } from "@/lib/db/queries/examination"
import { listRegistrationEvents, listRegistrationsOf } from "@/lib/db/queries/registrations"
import { answerFields, extraFields, sameValue } from "@/lib/delivery/gate-mapping"
import { listOwnRecords } from "@/lib/delivery/own-records"
import { alternativeUsername, usernameFor } from "@/lib/delivery/username"
import type { EventWithQuestions } from "@/lib/domain/event"
import { customFields } from "@/lib/domain/question"
import { hasTicket, isWaiting } from "@/lib/domain/registration"
import { reservedFields } from "@/lib/domain/status-field"
import type { UserExtra } from "@/lib/gate/contract/user-extra"
import { readState } from "@/lib/sync/gate-state"
import type { ExaminationContext, ExaminationOptions } from "./examination"
import { type Account, type GateSnapshot, readAccount } from "./gate-snapshot"
import type { Violation } from "./violation"

/** A registration, its person and event, and what GATE showed. */
export type Examinee = Examined & {
  event: EventWithQuestions
  snapshot: GateSnapshot
  isStatusUnderWay: boolean
  now: Date
}

type Source = Pick<ExaminationContext, "db" | "gate">

/** A claim may outlive its lease by the round of a sweeper, in milliseconds. */
const leaseGraceMs = 5_000

/** A place is held this much longer than it was offered for at most, in milliseconds, while a site is running. */
const overdueMs = 5 * 60_000

/** Whatever GATE does, a person looks at a registration that is open for longer. */
const longestOpenMs = 24 * 60 * 60_000

/** I8: nothing stays half-way. */
function openFaults(
  { registration, lockedUntil, now }: Examinee,
  { isSettled = false }: ExaminationOptions,
): string[] {
  const { step, createdAt, attempts, lastFailure } = registration
  if (step !== "accepted" && step !== "user_created") return []
  if (isSettled) {
    const why = lastFailure ? `, attempt ${attempts} failed: ${lastFailure.kind}` : ""
    return [`is unfinished, at the step ${step}${why}`]
  }
  const faults: string[] = []
  if (lockedUntil && lockedUntil.getTime() + leaseGraceMs < now.getTime())
    faults.push("is held by a worker whose lease is over")
  if (createdAt.getTime() + longestOpenMs < now.getTime())
    faults.push("has been unfinished for more than a day")
  return faults
}

/** Accounts of this person beside the linked one: same address, and a name that we give (I3). */
function otherAccounts({ person, snapshot }: Examinee, { isAlone = false }: ExaminationOptions): Account[] {
  const names = [usernameFor(person.email), alternativeUsername(person.email, person.id), person.gateUsername]
  const own = snapshot.accountsByEmail.get(person.email) ?? []
  const ours = own.filter(({ username }) => isAlone || (username !== null && names.includes(username)))
  const linked = person.gateUserId
  return linked === null ? ours.slice(1) : ours.filter(({ id }) => id !== linked)
}

async function findRecords({ gate }: Source, examinee: Examinee): Promise<UserExtra[]> {
  const { person, snapshot, event } = examinee
  if (person.gateUserId === null) return []
  const listed = (snapshot.recordsByParent.get(person.gateUserId) ?? []).filter(
    (record) => record.event === event.slug,
  )
  if (listed.length > 0) return listed
  const all = await listOwnRecords(gate, person.gateUserId)
  return all.filter((record) => record.event === event.slug)
}

/** Where GATE keeps one record a person, it carries one of their events at a time (contract §10). */
async function isSharedWithOther(
  { db }: Pick<Source, "db">,
  { registration, person }: Examinee,
): Promise<boolean> {
  const others = await listRegistrationsOf(db, person.id)
  return others.some(
    ({ id, gateExtraId }) => id !== registration.id && gateExtraId === registration.gateExtraId,
  )
}

const isOfOneEvent = (field: string) => field === "event" || customFields.some((custom) => custom === field)

/** Names of fields that do not say what was answered here; answers on their way to GATE are not compared. */
async function differingFields({ db }: Source, examinee: Examinee, record: UserExtra): Promise<string[]> {
  const { registration, event } = examinee
  const differs = ([field, value]: [string, unknown]) =>
    field in record && !sameValue(record[field] ?? null, value ?? null)
  const fields = Object.entries(extraFields(registration, event))
    .filter(differs)
    .map(([field]) => field)
  if (fields.length === 0) return []
  // What is about the person was perhaps answered for another event since.
  const isShared = await isSharedWithOther({ db }, examinee)
  const trail = await listRegistrationEvents(db, registration.id)
  const waiting = event.questions
    .filter(({ key }) => key in registration.undelivered)
    .flatMap((question) => Object.keys(answerFields(question, null)))
  const dropped = trail
    .filter(({ name }) => name === "gate_extra.fields_dropped")
    .flatMap(({ detail }) => (Array.isArray(detail?.fields) ? detail.fields : []))
  const answered = event.questions.flatMap((question) => Object.keys(answerFields(question, null)))
  // Whoever registered elsewhere never told Gatehouse more than the answers.
  const isAdopted = trail.some(({ name }) => name === "registration.adopted")
  return fields.filter(
    (field) =>
      (!isShared || isOfOneEvent(field)) &&
      !waiting.includes(field) &&
      !dropped.includes(field) &&
      (!isAdopted || answered.includes(field)),
  )
}

function statusFault({ registration, event, isStatusUnderWay }: Examinee, record: UserExtra): string | null {
  const state = readState(record, reservedFields(event.questions).status)
  const isCancelled = !hasTicket(registration)
  if (state === null || isStatusUnderWay || state.isOn === isCancelled) return null
  return isCancelled ? "is cancelled, but not in GATE" : "is cancelled in GATE, but not here"
}

/** I5: a finished registration has its one account and its one record, and the record says what was answered. */
async function finishedFaults(source: Source, examinee: Examinee, records: UserExtra[]): Promise<string[]> {
  const { registration, person, snapshot } = examinee
  const { gateUserId } = person
  if (gateUserId === null) return ["is finished, but its person has no GATE account"]
  const account = snapshot.accounts.get(gateUserId) ?? (await readAccount(source.gate, gateUserId))
  if (!account) return [`GATE has no account ${gateUserId}`]
  const [record] = records
  if (!record) {
    if (await isSharedWithOther(source, examinee)) return []
    return [`GATE has no record of it for account ${gateUserId}`]
  }
  const faults: string[] = []
  if (records.length === 1 && String(record.id) !== registration.gateExtraId)
    faults.push(`is linked with record ${registration.gateExtraId}, but GATE has ${record.id}`)
  const fields = await differingFields(source, examinee, record)
  if (fields.length > 0) faults.push(`record ${record.id} differs in ${fields.join(", ")}`)
  const status = statusFault(examinee, record)
  return status ? [...faults, status] : faults
}

/** Offers are ended by the sweeper, a round after their time at the latest. */
function offerIsOverdue({ registration: { heldUntil }, now }: Examinee): boolean {
  return heldUntil === null || heldUntil.getTime() + overdueMs < now.getTime()
}

/** Everything about one registration that is not as it must be. */
export async function examineRegistration(
  source: Source,
  examinee: Examinee,
  options: ExaminationOptions,
): Promise<Violation[]> {
  const { registration, snapshot, event } = examinee
  const subject = `registration ${registration.id}`
  const at = (invariant: Violation["invariant"]) => (problem: string) => ({ invariant, subject, problem })
  const violations: Violation[] = openFaults(examinee, options).map(at("I8"))
  if (registration.erasedAt !== null || registration.purgedAt !== null) return violations
  const others = otherAccounts(examinee, options).map(({ id }) => id)
  if (others.length > 0) violations.push(at("I3")(`its person has more GATE accounts: ${others.join(", ")}`))
  if (registration.step === "offered" && offerIsOverdue(examinee))
    violations.push(at("I8")("is offered a place that it was held for until long ago"))
  if (!hasTicket(registration)) {
    const record = snapshot.records.get(registration.gateExtraId ?? "")
    const fault = record?.event === event.slug ? statusFault(examinee, record) : null
    if (fault) violations.push(at("I5")(fault))
    // Whoever only waits is nothing GATE knows of.
    if (isWaiting(registration) && registration.gateExtraId === null) {
      const made = await findRecords(source, examinee)
      if (made.length > 0) violations.push(at("I5")(`waits for a place, but GATE has record ${made[0]?.id}`))
    }
    return violations
  }
  if (registration.step === "removed") return violations
  const records = await findRecords(source, examinee)
  if (records.length > 1)
    violations.push(at("I3")(`GATE has ${records.length} records: ${records.map(({ id }) => id).join(", ")}`))
  if (registration.step === "finished")
    violations.push(...(await finishedFaults(source, examinee, records)).map(at("I5")))
  return violations
}
